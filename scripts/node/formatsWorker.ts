/** The thread that formatsThread starts: makes the files of one analysis. */
import { extraFiles } from '../outputs/extraFiles.js'
import { answerTask } from './pool.js'

answerTask('formats', async ({ formats, excel, analysis, document }) => [
  ...(await extraFiles(analysis, formats, excel))(document),
])
