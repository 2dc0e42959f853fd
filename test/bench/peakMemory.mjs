import { existsSync, readFileSync } from 'node:fs'

/**
 * The most memory this process has held, MB. Linux counts in what getrusage tells the pages of the process that started this one, so it is
 * asked elsewhere there.
 */
export function peakMB() {
  const status = '/proc/self/status'
  if (!existsSync(status)) return process.resourceUsage().maxRSS / 1024
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024
}
