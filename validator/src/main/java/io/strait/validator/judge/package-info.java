/**
 * What judging is made of: a case (two logs and what is declared about them), the judges and
 * reviews that look at it, the options of a scan, how far a proof has come.
 *
 * <p>Invariants: a judge never throws for what a cluster does; what was not read never counts as
 * equal. Everything here is immutable or an interface; cases are confined to one worker. May
 * import: the JDK, {@code replicator.topology}, kafka-clients' public API, {@code validator.check},
 * {@code .contract}, {@code .digest}, {@code .log}. Non-null by default.
 */
package io.strait.validator.judge;
