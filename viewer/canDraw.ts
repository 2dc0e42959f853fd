let known: boolean | null = null

/** Whether the browser can draw the map: WebGL 2 is there and not switched off. */
export function canDraw(): boolean {
  known ??= document.createElement('canvas').getContext('webgl2') !== null
  return known
}
