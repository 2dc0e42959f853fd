import { it } from 'vitest'
import { random } from '../../engine/random.js'
import { pMedian } from '../../engine/priority/pMedian.js'
import { coverage } from '../../engine/priority/coverage.js'
it('bench', { timeout: 300000 }, () => {
  for (const [n, m, p] of [[40,200,3],[100,300,5],[200,200,5],[200,200,15],[200,1000,8],[200,200,40],[600,600,8]]) {
    const r = random(n+p, 'b')
    const x = Array.from({length:n+m},()=>[r.uniform()*50,r.uniform()*50])
    const demand = Float64Array.from({length:m},()=>-Math.log(1-r.uniform())*100)
    const minutes = new Float64Array(n*m)
    for (let i=0;i<n;i++) for(let j=0;j<m;j++) minutes[i*m+j]=Math.hypot(x[i][0]-x[n+j][0],x[i][1]-x[n+j][1])
    const t={sites:n,places:m,minutes,basis:''}
    let a=performance.now(); const f=pMedian(demand,t,{hubs:p,today:null}); let b=performance.now()
    const c=coverage(demand,t,{hubs:p,withinMinutes:6,today:null,floor:null}); const d=performance.now()
    const group=Uint32Array.from({length:m},(_,j)=>(x[n+j][0]>25?1:0)+(x[n+j][1]>25?2:0))
    let fl='';let e=d
    try{const q=coverage(demand,t,{hubs:p,withinMinutes:6,today:null,floor:{group,groups:4,share:c.share*0.95}});fl=`${q.share.toFixed(4)} ${q.proven} ${q.gap.toFixed(5)}`}catch(err){fl=String(err).slice(0,200)}
    e=performance.now()
    console.log(n,m,p,'pmed',f.proven,f.gap.toFixed(6),(b-a|0),'ms  mclp',c.share.toFixed(4),c.proven,c.gap.toFixed(6),(d-b|0),'ms floor',fl,(e-d|0))
  }
})
