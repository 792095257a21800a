// Judges an OpenAPI document by the rules of redocly.yaml; asks nothing of the network.
import { fileURLToPath } from 'node:url'

process.env.REDOCLY_TELEMETRY = 'off'
process.env.REDOCLY_SUPPRESS_UPDATE_NOTICE = 'true'
process.argv.splice(2, process.argv.length, 'lint', '--config', fileURLToPath(new URL('redocly.yaml', import.meta.url)), '--format', 'stylish', process.argv[2])
await import('./node_modules/@redocly/cli/bin/cli.js')
