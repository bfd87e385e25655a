let counter = 0;

/** A key that no other write has. Not a secret: the server looks it up beside who asks. */
export function newKey(): string {
  counter += 1;
  const part = () => Math.random().toString(36).slice(2, 12);
  return `p-${Date.now().toString(36)}-${counter}-${part()}${part()}`;
}
