package io.strait.ops.estate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Client quotas of every shape, defaults included. */
final class EstateQuotas {
  private static final List<String> KEYS =
      List.of("producer_byte_rate", "consumer_byte_rate", "request_percentage");

  private final Admin admin;
  private final Random random;

  EstateQuotas(Admin admin, long seed) {
    this.admin = admin;
    this.random = new Random(seed);
  }

  /** Sets some and takes some back; the same entities come up again and again. */
  void storm(int count) throws Exception {
    Map<ClientQuotaEntity, ClientQuotaAlteration> all = new HashMap<>();
    for (int i = 0; i < count; i++) {
      ClientQuotaEntity entity = entity();
      List<ClientQuotaAlteration.Op> ops = new ArrayList<>();
      for (String key : KEYS) {
        if (random.nextInt(2) == 0) {
          Double value = random.nextInt(4) == 0 ? null : 1_000_000d + random.nextInt(1_000_000);
          ops.add(new ClientQuotaAlteration.Op(key, value));
        }
      }
      if (!ops.isEmpty()) {
        all.put(entity, new ClientQuotaAlteration(entity, ops));
      }
    }
    admin.alterClientQuotas(all.values()).all().get();
  }

  private ClientQuotaEntity entity() {
    Map<String, String> parts = new HashMap<>();
    int kind = random.nextInt(3);
    if (kind != 1) {
      parts.put(ClientQuotaEntity.USER, name("user"));
    }
    if (kind != 0) {
      parts.put(ClientQuotaEntity.CLIENT_ID, name("client id/"));
    }
    return new ClientQuotaEntity(parts);
  }

  /** Null stands for the default. */
  private String name(String kind) {
    return random.nextInt(8) == 0 ? null : kind + random.nextInt(20);
  }
}
