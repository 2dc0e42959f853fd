/** The thread that formatsThread starts: makes the files of one analysis. */
import { type Counted, cellFiles, countedOf, cubeFile } from '../../engine/index.js'
import { type CubeFile, extraFiles } from '../outputs/extraFiles.js'
import { answerTask } from './pool.js'
import { writePlanned } from './writeFiles.js'

let counted: Counted | undefined
/** Made but for its end, which tells of the whole run. */
let cube: CubeFile | undefined

answerTask('formats', async (order) => {
  if (order.type === 'counted') {
    counted = order.counted
    if (order.formats.has('parquet')) cube = (await import('../outputs/parquet.js')).cubeParquet(counted)
    return { made: [], written: [] }
  }
  const { analysis, document, formats, excel, folder } = order
  const written = await writePlanned(folder, [...cellFiles(analysis, excel), cubeFile(() => counted ?? countedOf(analysis))])
  return { made: [...(await extraFiles(analysis, formats, excel, cube))(document)], written }
})
