import { it } from 'vitest'
import { peakWindows } from '/work/main/engine/evaluate/peakWindow.js'
import { weeklyHours } from '/work/main/engine/evaluate/weeklyHours.js'
import { weekRotation } from '/work/main/engine/evaluate/weekRotation.js'
import { blockResamples } from '/work/main/engine/evaluate/blockBootstrap.js'
import { random } from '/work/main/engine/random.js'
import { eventTable } from '/work/main/test/helpers/hours.js'
it('t', () => {
  const s = random(1,'x'); const rows=[]
  for (let k=0;k<50;k++){const from=28400000+s.integer(12*10080);rows.push({from,to:from+30})}
  const e = eventTable(rows)
  for (let r=0;r<3;r++){
  let t=performance.now(); const w=weeklyHours(e,{}); console.log('weekly',performance.now()-t)
  t=performance.now(); weekRotation(w,[2,4,8],1); console.log('rot',performance.now()-t)
  t=performance.now(); blockResamples(12,1,1,'x'); console.log('block',performance.now()-t)
  t=performance.now(); peakWindows(e,{hours:{},seed:1}); console.log('all',performance.now()-t)
  }
})
