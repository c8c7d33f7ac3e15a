// Whether a page that says that something was done says it of the form that was sent last.

/** `from` is the address of the page that sent the form, and `here` that of this one. A page that is loaded again says
 * once more what it said before its reader typed; only where the sending itself was tried again does it lead elsewhere. */
export function hasArrived(type: string | undefined, from: string | undefined, here: string): boolean {
  return type === "navigate" || (type === "reload" && from !== undefined && from !== here);
}
