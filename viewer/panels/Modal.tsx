import { type ReactNode, type RefObject, useEffect, useRef } from 'react'

interface ModalProps {
  /** For who closes it from within. */
  readonly ref?: RefObject<HTMLDialogElement | null>
  readonly title: string
  readonly className: string
  /** Buttons between the title and the one that closes. */
  readonly actions?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog over the page, open for as long as it is there. */
export function Modal({ ref, title, className, actions, onClose, children }: ModalProps) {
  const own = useRef<HTMLDialogElement>(null)
  const dialog = ref ?? own
  useEffect(() => {
    dialog.current?.showModal()
  }, [dialog])
  return (
    <dialog
      ref={dialog}
      className={`help ${className}`}
      aria-label={title}
      onClose={onClose}
      // keys of the page sleep while this is open
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="dialog-head">
        <h2>{title}</h2>
        {actions}
        <button type="button" className="icon" aria-label="Close" onClick={() => dialog.current?.close()}>
          ×
        </button>
      </div>
      {children}
    </dialog>
  )
}
