#!/usr/bin/env bash
# The steps of a build, each one line that a developer can run: eng/steps.sh STEP
# .ci/run and azure-pipelines.yml call these and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Anything after the step goes to dotnet: eng/steps.sh build -p:FullFeed=true
step="${1:-help}"
shift || true

results=artifacts/trx

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# What a clean Debian lacks for the tests: a browser, tools that read PDFs, and Node.js for real clients.
install() {
  local wanted=()
  command -v chromium >/dev/null || [ -n "${CHROMIUM:-}" ] || wanted+=(chromium)
  command -v qpdf >/dev/null || wanted+=(qpdf)
  command -v pdftotext >/dev/null || wanted+=(poppler-utils)
  [ -e /usr/share/zoneinfo/UTC ] || wanted+=(tzdata)
  ldconfig -p | grep -q libicuuc || wanted+=(libicu-dev)
  command -v npm >/dev/null || wanted+=(nodejs npm)
  if [ ${#wanted[@]} -eq 0 ]; then
    echo "Nothing to install."
    return
  fi
  as_root apt-get update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${wanted[@]}"
}

restore() {
  dotnet restore "$@"
  dotnet tool restore
}

# Real clients and servers that the tests run beside the portal; without them those tests are skipped.
clients() { npm ci --prefix tests/clients --no-audit --no-fund --loglevel=error; }

format() { dotnet format --verify-no-changes --no-restore "$@"; }

build() { dotnet build --no-restore "$@"; }

# The command of the README, with result files; one project after the other, so that the browser does not slow the rest.
test() { dotnet test -m:1 --logger trx --results-directory "$results" "$@"; }

# The model and the migrations of both databases say the same; the script for SQL Server is left in artifacts.
drift() {
  for context in SqlitePortalDb SqlServerPortalDb; do
    dotnet ef migrations has-pending-model-changes --no-build --project src/ValuePortal --context "$context"
  done
  dotnet ef migrations script --idempotent --no-build --project src/ValuePortal --context SqlServerPortalDb --output artifacts/sqlserver.sql
}

# The program as it is installed, and the one test that only means something there.
publish() {
  dotnet publish src/ValuePortal --configuration Release --output artifacts/publish "$@"
  VALUEPORTAL_PUBLISHED="$PWD/artifacts/publish" dotnet test tests/ValuePortal.Tests --filter FullyQualifiedName~SqlServerTypesTests \
    --logger trx --results-directory "$results" "$@"
}

# "N passed, N failed, N skipped" over all result files; fails when a test failed or none ran.
count() {
  local passed=0 failed=0 skipped=0 counters total executed ok
  while IFS= read -r counters; do
    of() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
    total=$(of total) executed=$(of executed) ok=$(of passed)
    passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
  done < <(grep -rhoE --include='*.trx' '<Counters [^>]*>' "$results" 2>/dev/null || true)
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
}

# Why tests were skipped; fails when the reason is missing data although the data is here.
skipped() {
  local reasons
  reasons=$(grep -rhoE --include='*.trx' 'VALUEPORTAL_[A-Z_]+ is not set[^<]*' "$results" 2>/dev/null | sort | uniq -c || true)
  [ -z "$reasons" ] || printf 'Skipped:\n%s\n' "$reasons"
  if [ -n "${VALUEPORTAL_TEST_DATA:-}" ] && grep -q 'VALUEPORTAL_TEST_DATA is not set' <<<"$reasons"; then
    echo "A test that needs the data was skipped although the data is in $VALUEPORTAL_TEST_DATA." >&2
    return 1
  fi
  if grep -rqE --include='*.trx' 'The clients in tests/clients are not installed' "$results" 2>/dev/null; then
    echo "A test that needs a real client was skipped: eng/steps.sh clients installs them." >&2
    return 1
  fi
}

case "$step" in
  install | restore | clients | format | build | test | drift | publish | count | skipped) "$step" "$@" ;;
  *)
    echo "usage: eng/steps.sh install|restore|clients|format|build|test|drift|publish|count|skipped [options for dotnet]" >&2
    exit 2
    ;;
esac
