/**
 * Cutover certificates: what was proved of a copy, up to which frontier, under which claims, signed
 * and self-contained, so that it can be checked again later against either cluster alone.
 *
 * <p>Invariants: a certificate has one canonical form, and every byte of it is under the signature;
 * a reader refuses what it does not understand; what is not covered is listed; each side has
 * digests of its own records as they are stored, of a reading that showed that both sides agree, so
 * that a check needs nothing but one log and the certificate; a check never says that a range still
 * holds unless it has read all of it, nor that it differs where a cleaner or retention may be the
 * cause. Not guaranteed: that whoever holds the private key told the truth; nor anything about
 * records below the proven ranges.
 *
 * <p>Pure but for reading key files and logs that are handed in. Threads: everything is immutable
 * or confined to its caller. May import: the JDK, Jackson, kafka-clients' public API, {@code
 * replicator.topology}, {@code replicator.cluster}, and {@code validator.check}, {@code digest},
 * {@code log}, {@code contract}, {@code records}, {@code keyed}. Non-null by default.
 */
package io.strait.validator.certificate;
