/** A name as a key of components and part of operation ids: other names give other keys, whatever their characters. */
export function keyOf(name: string): string {
  return encodeURIComponent(name)
    .replaceAll(/[.!'()*~]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%", ".");
}
