/**
 * Runbooks: Markdown for people whose {@code sh} blocks are executed, so that they cannot rot.
 *
 * <p>Invariants: only {@code strait} commands are executed, never a shell; a runbook stops at the
 * first command that does not end as it says. Threads: none of its own. May import: commonmark.
 * Non-null by default.
 */
package io.strait.ops.runbook;
