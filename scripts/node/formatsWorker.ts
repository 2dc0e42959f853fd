/** The thread that formatsThread starts: makes the files of one analysis. */
import { cellFiles, countedOf, cubeFile } from '../../engine/index.js'
import { type CubeFile, extraFiles } from '../outputs/extraFiles.js'
import { answerTask } from './pool.js'
import { writePlanned } from './writeFiles.js'

/** Made but for its end, which tells of the whole run. */
let cube: CubeFile | undefined

answerTask('formats', async (order) => {
  if (order.type === 'counted') {
    cube = (await import('../outputs/parquet.js')).cubeParquet(order.counted)
    return { made: [], written: [] }
  }
  const { analysis, document, formats, excel, folder } = order
  const written = await writePlanned(folder, [...cellFiles(analysis, excel), cubeFile(() => countedOf(analysis))])
  return { made: [...(await extraFiles(analysis, formats, excel, cube))(document)], written }
})
