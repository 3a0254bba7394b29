/**
 * The daemon's HTTP door: health, status, metrics. Read-only.
 *
 * <p>Invariants: the event loop never blocks: views are read from memory and metrics are rendered
 * on a worker; nothing that changes anything is reachable here, because the door has no password.
 * Threads: starting and closing block the caller; everything else runs in Vert.x. May import:
 * {@code view}, {@code metrics}, Vert.x. Non-null by default.
 */
package io.strait.ops.http;
