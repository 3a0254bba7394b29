package io.strait.replicator.sync.quota;

import java.util.Comparator;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** One value of a cluster's quotas: whose, and which. */
record QuotaKey(ClientQuotaEntity entity, String key) {
  /** So that plans are stable. */
  static final Comparator<QuotaKey> ORDER =
      Comparator.comparing(QuotaKey::resource).thenComparing(QuotaKey::key);

  String resource() {
    return QuotaEntity.resource(entity);
  }

  /** Under which what was applied is written down. */
  String written() {
    return resource() + " " + key;
  }
}
