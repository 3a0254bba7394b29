/**
 * What people and programs read: immutable views, their text and their JSON, and the meaning of
 * exit codes. The command line and the HTTP door print the same views.
 *
 * <p>Invariants: JSON field names are stable; no view holds a secret. Threads: everything is
 * immutable or a pure function. May import: {@code replicator.topology}, {@code
 * replicator.progress}, {@code replicator.sync}, the settings of {@code replicator.engine}, {@code
 * flow}, {@code migrator}, {@code validator.audit}, {@code validator.slo}, Jackson. Non-null by
 * default.
 */
package io.strait.ops.view;
