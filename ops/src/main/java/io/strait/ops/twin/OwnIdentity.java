package io.strait.ops.twin;

import io.strait.migrator.plan.Wave;
import io.strait.ops.config.Principal;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.sync.acl.OwnAcls;
import io.strait.replicator.topology.TopicMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/** Under whose names Strait acts, and what its waves raise: none of it is a twin's business. */
public final class OwnIdentity {
  private static final String USER = "User:";

  private final StraitConfig config;

  /** Connects to nothing. */
  public OwnIdentity(StraitConfig config) {
    this.config = config;
  }

  /** What the reconciler of ACLs leaves alone. */
  public OwnAcls acls() {
    return new OwnAcls(principals(), Set.copyOf(config.identities().superUsers()), fences());
  }

  /** Strait's users by bare name. */
  public Set<String> users() {
    return principals().stream()
        .filter(principal -> principal.startsWith(USER))
        .map(principal -> principal.substring(USER.length()))
        .collect(Collectors.toSet());
  }

  private Set<String> principals() {
    Set<String> principals = new TreeSet<>();
    config
        .clusters()
        .values()
        .forEach(
            cluster -> {
              Principal.of(cluster.copying()).ifPresent(principals::add);
              cluster.cutover().flatMap(Principal::of).ifPresent(principals::add);
              cluster.metadata().flatMap(Principal::of).ifPresent(principals::add);
            });
    principals.add(config.identities().copying());
    principals.add(config.identities().cutover());
    principals.remove("");
    return principals;
  }

  /** All that the waves may raise, on whichever side. */
  private Set<AclBinding> fences() {
    Set<AclBinding> fences = new HashSet<>();
    for (Wave wave : config.waves()) {
      List<String> topics = wave.link().topics().stream().flatMap(OwnIdentity::both).toList();
      for (String principal : wave.principals()) {
        topics.forEach(topic -> fences.add(OwnAcls.writeFence(topic, principal)));
        wave.groups().forEach(group -> fences.add(OwnAcls.groupFence(group, principal)));
      }
    }
    return fences;
  }

  private static Stream<String> both(TopicMapping topic) {
    return Stream.of(topic.source(), topic.target());
  }
}
