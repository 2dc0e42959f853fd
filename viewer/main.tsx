import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.js'
import { followAddress, openResults } from './state/actions.js'
import './style.css'

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
addEventListener('popstate', followAddress)
void openResults({ kind: 'served', base: new URL('results/', document.baseURI).href })
