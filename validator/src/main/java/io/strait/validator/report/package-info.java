/**
 * Renders reports: one screen of text for people, JSON for machines.
 *
 * <p>Invariants: JSON field names are stable and listed at {@link
 * io.strait.validator.report.JsonReport}; text stays within about 40 lines whatever was found.
 * Pure, safe for use by several threads. May import: the JDK, Jackson, {@code replicator.topology},
 * {@code validator.check}, {@code validator.records}, {@code validator.performance}. Non-null by
 * default.
 */
package io.strait.validator.report;
