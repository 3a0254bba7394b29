/**
 * A seeded estate with odd names and settings on a source cluster, storms of changes to it, and a
 * checker that compares two clusters with readings of its own: it shares no code with what copies.
 */
package io.strait.ops.estate;
