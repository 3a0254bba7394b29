package io.strait.replicator.sync.quota;

import io.strait.replicator.sync.select.Selection;

/**
 * Which quotas a link's target gets; a quota is meant if each part of its entity is.
 *
 * @param users by name; {@code <default>} is the default user
 * @param clientIds by client id; {@code <default>} is the default client id
 * @param ips by address; {@code <default>} is the default address
 */
public record QuotaPolicy(Selection users, Selection clientIds, Selection ips) {
  /** All quotas. */
  public static QuotaPolicy defaults() {
    return new QuotaPolicy(Selection.everything(), Selection.everything(), Selection.everything());
  }
}
