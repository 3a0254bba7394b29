/**
 * Renders reports: one screen of text and a page for people, JSON for machines.
 *
 * <p>Invariants: JSON field names are stable and listed in {@code docs/report.md}; text stays
 * within about 24 lines in a typical case and ends with verdict, exit code and what to do next; a
 * page needs nothing from the network, and its map can be read without colour. Pure, safe for use
 * by several threads. May import: the JDK, Jackson, {@code replicator.topology}, {@code
 * validator.check}, {@code digest}, {@code explain}, {@code records}, {@code scope}, {@code
 * session}, {@code performance}. Non-null by default.
 */
package io.strait.validator.report;
