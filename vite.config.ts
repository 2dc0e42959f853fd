import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The viewer: static files that run from any folder, with no inline script (its content security policy forbids it).
export default defineConfig({
  root: 'viewer',
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/viewer', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2500, assetsInlineLimit: 0 },
  worker: { format: 'es' },
})
