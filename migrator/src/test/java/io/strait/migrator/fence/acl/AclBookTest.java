package io.strait.migrator.fence.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.Test;

class AclBookTest {
  private static final AclPermissionType ALLOW = AclPermissionType.ALLOW;
  private static final AclPermissionType DENY = AclPermissionType.DENY;

  @Test
  void shouldLetDenyWinWhenAnAllowMatchesToo() {
    AclBook book =
        new AclBook(
            List.of(
                acl("User:app", "flights", PatternType.LITERAL, AclOperation.WRITE, ALLOW),
                acl("User:app", "fli", PatternType.PREFIXED, AclOperation.WRITE, DENY)));

    assertThat(writes(book, "User:app", "flights")).isFalse();
    assertThat(book.granted("User:app", AclOperation.WRITE, ResourceType.TOPIC, "flights"))
        .isTrue();
  }

  @Test
  void shouldFindHoldersOfLiteralPrefixedAndWildcardAllowsWhenAskedForWriters() {
    AclBook book =
        new AclBook(
            List.of(
                acl("User:literal", "flights", PatternType.LITERAL, AclOperation.WRITE, ALLOW),
                acl("User:prefixed", "fl", PatternType.PREFIXED, AclOperation.ALL, ALLOW),
                acl("User:wildcard", "*", PatternType.LITERAL, AclOperation.WRITE, ALLOW),
                acl("User:reader", "flights", PatternType.LITERAL, AclOperation.READ, ALLOW),
                acl("User:other", "trains", PatternType.LITERAL, AclOperation.WRITE, ALLOW),
                acl("User:fenced", "flights", PatternType.LITERAL, AclOperation.WRITE, ALLOW),
                acl("User:fenced", "flights", PatternType.LITERAL, AclOperation.WRITE, DENY)));

    assertThat(book.holders(AclOperation.WRITE, ResourceType.TOPIC, "flights"))
        .containsExactly("User:literal", "User:prefixed", "User:wildcard");
  }

  @Test
  void shouldNameEverybodyAsHolderWhenAnAllowIsForTheWildcardUser() {
    AclBook book =
        new AclBook(
            List.of(acl("User:*", "flights", PatternType.LITERAL, AclOperation.WRITE, ALLOW)));

    assertThat(book.holders(AclOperation.WRITE, ResourceType.TOPIC, "flights"))
        .containsExactly(AclBook.EVERYBODY);
    assertThat(writes(book, "User:anybody", "flights")).isTrue();
  }

  @Test
  void shouldImplyDescribeWhenAllowedToWriteButNotWhenDeniedToWrite() {
    AclBook allowed =
        new AclBook(
            List.of(acl("User:app", "flights", PatternType.LITERAL, AclOperation.WRITE, ALLOW)));
    AclBook denied =
        new AclBook(
            List.of(
                acl("User:app", "flights", PatternType.LITERAL, AclOperation.DESCRIBE, ALLOW),
                acl("User:app", "flights", PatternType.LITERAL, AclOperation.WRITE, DENY)));

    assertThat(allowed.allows("User:app", AclOperation.DESCRIBE, ResourceType.TOPIC, "flights"))
        .isTrue();
    assertThat(denied.allows("User:app", AclOperation.DESCRIBE, ResourceType.TOPIC, "flights"))
        .isTrue();
  }

  @Test
  void shouldStillCountAWriterWhenOnlyOneOfItsHostsIsDenied() {
    AclBook book =
        new AclBook(
            List.of(
                acl("User:app", "flights", PatternType.LITERAL, AclOperation.WRITE, ALLOW),
                new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, "flights", PatternType.LITERAL),
                    new AccessControlEntry("User:app", "10.0.0.1", AclOperation.WRITE, DENY))));

    assertThat(book.holders(AclOperation.WRITE, ResourceType.TOPIC, "flights"))
        .containsExactly("User:app");
  }

  @Test
  void shouldDecideAsTheBrokersAuthorizerWhenGivenRandomAcls() throws Exception {
    Random random = new Random(20_260_101L);
    int allowed = 0;
    for (int round = 0; round < 300; round++) {
      List<AclBinding> bindings = randomAcls(random, 1 + random.nextInt(8));
      AclBook book = new AclBook(bindings);
      try (StandardAuthorizer authorizer = authorizer(bindings)) {
        for (int question = 0; question < 20; question++) {
          String user = pick(random, "app", "other", "strait");
          String host = pick(random, "10.0.0.1", "10.0.0.2");
          AclOperation operation =
              pick(
                  random,
                  AclOperation.READ,
                  AclOperation.WRITE,
                  AclOperation.DESCRIBE,
                  AclOperation.ALTER_CONFIGS,
                  AclOperation.DESCRIBE_CONFIGS,
                  AclOperation.DELETE);
          String topic = pick(random, "flights", "fl", "trains");
          boolean expected = decided(authorizer, user, host, operation, topic);
          allowed += expected ? 1 : 0;
          assertThat(book.allows("User:" + user, host, operation, ResourceType.TOPIC, topic))
              .as("%s %s from %s on %s under %s", user, operation, host, topic, bindings)
              .isEqualTo(expected);
        }
      }
    }
    assertThat(allowed).as("questions answered with yes").isBetween(300, 5_700);
  }

  private static boolean writes(AclBook book, String principal, String topic) {
    return book.allows(principal, AclOperation.WRITE, ResourceType.TOPIC, topic);
  }

  private static AclBinding acl(
      String principal,
      String topic,
      PatternType pattern,
      AclOperation operation,
      AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, pattern),
        new AccessControlEntry(principal, "*", operation, permission));
  }

  private static List<AclBinding> randomAcls(Random random, int count) {
    List<AclBinding> bindings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PatternType pattern = pick(random, PatternType.LITERAL, PatternType.PREFIXED);
      String name =
          pattern == PatternType.LITERAL
              ? pick(random, "flights", "fl", "*", "trains")
              : pick(random, "f", "fl", "flights", "t");
      bindings.add(
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, name, pattern),
              new AccessControlEntry(
                  "User:" + pick(random, "app", "other", "*"),
                  pick(random, "*", "*", "10.0.0.1"),
                  pick(
                      random,
                      AclOperation.ALL,
                      AclOperation.READ,
                      AclOperation.WRITE,
                      AclOperation.DESCRIBE,
                      AclOperation.ALTER_CONFIGS,
                      AclOperation.DELETE),
                  pick(random, ALLOW, ALLOW, DENY))));
    }
    return bindings.stream().distinct().toList();
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static StandardAuthorizer authorizer(List<AclBinding> bindings) {
    StandardAuthorizer authorizer = new StandardAuthorizer();
    authorizer.configure(Map.of());
    authorizer.withPluginMetrics(new PluginMetricsImpl(new Metrics(), Map.of()));
    authorizer.loadSnapshot(
        bindings.stream()
            .collect(Collectors.toMap(binding -> Uuid.randomUuid(), StandardAcl::fromAclBinding)));
    authorizer.completeInitialLoad();
    return authorizer;
  }

  private static boolean decided(
      StandardAuthorizer authorizer,
      String user,
      String host,
      AclOperation operation,
      String topic) {
    Action action =
        new Action(
            operation,
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            1,
            false,
            false);
    return authorizer.authorize(new Asker(user, host), List.of(action)).get(0)
        == AuthorizationResult.ALLOWED;
  }

  /** Somebody who asks a broker for something. */
  private record Asker(String user, String host) implements AuthorizableRequestContext {
    @Override
    public String listenerName() {
      return "CLIENT";
    }

    @Override
    public SecurityProtocol securityProtocol() {
      return SecurityProtocol.SASL_SSL;
    }

    @Override
    public KafkaPrincipal principal() {
      return new KafkaPrincipal(KafkaPrincipal.USER_TYPE, user);
    }

    @Override
    public InetAddress clientAddress() {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int requestType() {
      return 0;
    }

    @Override
    public int requestVersion() {
      return 0;
    }

    @Override
    public String clientId() {
      return "test";
    }

    @Override
    public int correlationId() {
      return 0;
    }
  }
}
