import { useEffect, useState } from 'react'
import { call } from './load/workerClient.js'
import type { TaskName, Tasks } from './worker/protocol.js'

/**
 * Answer of the worker to a question that changes with the page. The last answer stays, as not current, until the next is there; `null`
 * until the first, and while nothing is asked.
 *
 * @param argument null: nothing is asked
 * @param of       what the answer hangs on besides the argument: the results
 */
export function useTask<Task extends TaskName>(task: Task, argument: Tasks[Task]['argument'] | null, of: unknown) {
  const [answer, setAnswer] = useState<{ key: string; of: unknown; result: Tasks[Task]['result'] } | null>(null)
  const key = JSON.stringify(argument)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the argument is its key
  useEffect(() => {
    if (argument === null) return
    let wanted = true
    call(task, argument)
      .then((result) => wanted && setAnswer({ key, of, result }))
      // what was stopped is asked again with the next change; other failures say themselves where they matter
      .catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [task, key, of])
  if (argument === null || answer === null) return null
  return { result: answer.result, current: answer.key === key && answer.of === of }
}
