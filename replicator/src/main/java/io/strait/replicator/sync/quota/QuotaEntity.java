package io.strait.replicator.sync.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Whom a quota is about, as operators read it. */
final class QuotaEntity {
  /** Stands for everybody without a quota of their own. */
  static final String DEFAULT = "<default>";

  private static final List<String> ORDER =
      List.of(ClientQuotaEntity.USER, ClientQuotaEntity.CLIENT_ID, ClientQuotaEntity.IP);

  private QuotaEntity() {}

  /** For example {@code quota user=app,client-id=<default>}. */
  static String resource(ClientQuotaEntity entity) {
    List<String> parts = new ArrayList<>();
    for (String type : ORDER) {
      part(entity, type).ifPresent(name -> parts.add(type + "=" + name));
    }
    entity.entries().keySet().stream()
        .filter(type -> !ORDER.contains(type))
        .sorted()
        .forEach(type -> parts.add(type + "=" + part(entity, type).orElseThrow()));
    return "quota " + String.join(",", parts);
  }

  /** The name of one part; empty if the entity has no such part. */
  static Optional<String> part(ClientQuotaEntity entity, String type) {
    if (!entity.entries().containsKey(type)) {
      return Optional.empty();
    }
    return Optional.of(Optional.ofNullable(entity.entries().get(type)).orElse(DEFAULT));
  }

  /** The same entity with another user; one without a user, or of the default user, stays. */
  static ClientQuotaEntity withUser(
      ClientQuotaEntity entity, java.util.function.UnaryOperator<String> name) {
    String user = entity.entries().get(ClientQuotaEntity.USER);
    if (user == null) {
      return entity;
    }
    Map<String, String> entries = new HashMap<>(entity.entries());
    entries.put(ClientQuotaEntity.USER, name.apply(user));
    return new ClientQuotaEntity(entries);
  }
}
