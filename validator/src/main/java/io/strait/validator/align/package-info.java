/**
 * Brings two unequal record sequences into step and names what separates them.
 *
 * <p>{@link io.strait.validator.align.Alignment} is the pure decision over two bounded buffers
 * ({@link io.strait.validator.align.Weights} where records repeat), {@link
 * io.strait.validator.align.Walk} streams both logs through it, {@link
 * io.strait.validator.align.Ledger} holds what found no partner and names it once the whole picture
 * is known: a record that vanished here and turns up there was moved, not lost and forged.
 *
 * <p>Invariants: every judged source record ends in exactly one of matched, moved, changed, missing
 * or not yet there; every judged target record in exactly one of matched, moved, changed, duplicate
 * or foreign; buffers and the ledger are bounded. Confined to one thread; does no I/O of its own.
 * May import: the JDK, {@code validator.check}, {@code validator.digest}. Non-null by default.
 */
package io.strait.validator.align;
