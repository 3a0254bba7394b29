/**
 * Plants faults by hand into copies that a plain producer made, on real brokers, and has {@code
 * strait verify} judge them. Shares no code with the validator: what is wrong, and where, is known
 * from the list of records that was written.
 */
package io.strait.ops.plant;
