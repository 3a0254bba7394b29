package io.strait.ops.estate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** ACLs of every kind that a broker takes. */
final class EstateAcls {
  private static final int BATCH = 500;
  private static final List<String> PRINCIPALS =
      List.of(
          "User:alice",
          "User:bob",
          "User:CN=app,OU=pay ments,O=Örg,C=DE",
          "User:*",
          "User:a b",
          "User:svc-7",
          "Group:ops",
          "User:x:y");
  private static final List<String> HOSTS = List.of("*", "10.0.0.1", "192.168.1.77", "::1");

  private final Admin admin;
  private final Random random;
  private final boolean userResources;
  private final Set<AclBinding> held = new LinkedHashSet<>();

  /**
   * @param userResources whether the broker knows the resource type USER (KIP-373, 3.3)
   */
  EstateAcls(Admin admin, long seed, boolean userResources) {
    this.admin = admin;
    this.random = new Random(seed);
    this.userResources = userResources;
  }

  Set<AclBinding> held() {
    return held;
  }

  void create(int count, List<String> topics) throws Exception {
    List<AclBinding> made = new ArrayList<>();
    while (made.size() < count) {
      AclBinding one = binding(topics);
      if (held.add(one)) {
        made.add(one);
      }
    }
    for (int at = 0; at < made.size(); at += BATCH) {
      admin.createAcls(made.subList(at, Math.min(made.size(), at + BATCH))).all().get();
    }
  }

  /** A tenth goes, and as many others come. */
  void storm(List<String> topics) throws Exception {
    List<AclBinding> gone = held.stream().filter(one -> random.nextInt(10) == 0).toList();
    gone.forEach(held::remove);
    admin.deleteAcls(gone.stream().map(AclBinding::toFilter).toList()).all().get();
    create(gone.size() + 5, topics);
  }

  private AclBinding binding(List<String> topics) {
    ResourceType type = type();
    AccessControlEntry entry =
        new AccessControlEntry(pick(PRINCIPALS), pick(HOSTS), pick(operations(type)), permission());
    return new AclBinding(resource(type, topics), entry);
  }

  private ResourceType type() {
    List<ResourceType> types =
        new ArrayList<>(
            List.of(
                ResourceType.TOPIC,
                ResourceType.TOPIC,
                ResourceType.TOPIC,
                ResourceType.GROUP,
                ResourceType.GROUP,
                ResourceType.TRANSACTIONAL_ID,
                ResourceType.CLUSTER,
                ResourceType.DELEGATION_TOKEN));
    if (userResources) {
      types.add(ResourceType.USER);
    }
    return pick(types);
  }

  private ResourcePattern resource(ResourceType type, List<String> topics) {
    if (type == ResourceType.CLUSTER) {
      return new ResourcePattern(type, "kafka-cluster", PatternType.LITERAL);
    }
    if (type == ResourceType.USER) {
      return new ResourcePattern(type, "User:owner-" + random.nextInt(9), PatternType.LITERAL);
    }
    String name = type == ResourceType.TOPIC ? pick(topics) : name();
    return switch (random.nextInt(6)) {
      case 0 -> new ResourcePattern(type, "*", PatternType.LITERAL);
      case 1 ->
          new ResourcePattern(type, name.substring(0, 1 + name.length() / 2), PatternType.PREFIXED);
      default -> new ResourcePattern(type, name, PatternType.LITERAL);
    };
  }

  /** ZooKeeper keeps ACLs under paths and takes no slash. */
  private String name() {
    return "name " + random.nextInt(60) + (userResources ? "/ü" : ":ü");
  }

  private AclPermissionType permission() {
    return random.nextInt(4) == 0 ? AclPermissionType.DENY : AclPermissionType.ALLOW;
  }

  private static List<AclOperation> operations(ResourceType type) {
    return switch (type) {
      case TOPIC ->
          List.of(
              AclOperation.READ,
              AclOperation.WRITE,
              AclOperation.CREATE,
              AclOperation.DESCRIBE,
              AclOperation.DELETE,
              AclOperation.ALTER,
              AclOperation.DESCRIBE_CONFIGS,
              AclOperation.ALTER_CONFIGS,
              AclOperation.ALL);
      case GROUP ->
          List.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DELETE, AclOperation.ALL);
      case CLUSTER ->
          List.of(
              AclOperation.CREATE,
              AclOperation.DESCRIBE,
              AclOperation.ALTER,
              AclOperation.ALTER_CONFIGS,
              AclOperation.DESCRIBE_CONFIGS,
              AclOperation.CLUSTER_ACTION,
              AclOperation.IDEMPOTENT_WRITE,
              AclOperation.ALL);
      case TRANSACTIONAL_ID -> List.of(AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.ALL);
      case USER -> List.of(AclOperation.CREATE_TOKENS, AclOperation.DESCRIBE_TOKENS);
      case DELEGATION_TOKEN -> List.of(AclOperation.DESCRIBE, AclOperation.ALL);
      case ANY, UNKNOWN -> throw new IllegalArgumentException(type + " is no resource");
    };
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
