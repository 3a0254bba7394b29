/**
 * A link's figures as MBeans of the platform, by MirrorMaker 2's names, so that dashboards made for
 * it go on working. No port is opened.
 *
 * <p>What Strait does not measure is not there: the age of records when they are fetched ({@code
 * record-age-ms}). One thread at a time. May import: the JDK, {@code progress}, {@code topology}.
 * Non-null by default.
 */
package io.strait.replicator.mirror.jmx;
