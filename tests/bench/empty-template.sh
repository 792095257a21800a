#!/usr/bin/env bash
# Publishes the framework's empty Blazor template into a folder, with the same script the portal uses: tests/bench/empty-template.sh FOLDER
# Then: dotnet FOLDER/out/Empty.dll --urls http://127.0.0.1:5081
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
dotnet new blazor --interactivity Server --name Empty --output "$1/Empty" --force
sed -i "s#</Project>#<Import Project=\"$here/eng/BlazorScript.targets\" /></Project>#" "$1/Empty/Empty.csproj"
dotnet publish "$1/Empty" --configuration Release --output "$1/out"
