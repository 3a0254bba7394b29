/**
 * What findings mean and what each mode cannot see: one text for the command line, the reports and
 * the documentation.
 *
 * <p>Invariants: every {@link io.strait.validator.check.FindingCode} has a guide; the text is a
 * resource of this package and nowhere repeated. Immutable, safe for use by several threads. May
 * import: the JDK and {@code validator.check}. Non-null by default.
 */
package io.strait.validator.explain;
