package io.strait.replicator.mirror.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.mirror.ReplicationPolicy;

/** Makes replication policies of the class path. */
public final class Policies {
  private Policies() {}

  /**
   * The policy, configured as MirrorMaker 2 would do it.
   *
   * @param source the source's name
   * @param target the target's name
   * @throws IllegalArgumentException if there is no such class, or it is not such a policy
   */
  public static ReplicationPolicy of(
      MirrorMakerSettings.PolicyChoice choice, String source, String target) {
    Map<String, Object> properties = new HashMap<>(choice.properties());
    properties.put("source.cluster.alias", source);
    properties.put("target.cluster.alias", target);
    ReplicationPolicy policy = PlugIn.of(choice.type(), ReplicationPolicy.class);
    if (policy instanceof Configurable configurable) {
      configurable.configure(properties);
    }
    return policy;
  }

  /**
   * Where the pairs of offsets are that MirrorMaker 2 writes down.
   *
   * @throws IllegalArgumentException if there is no such policy
   */
  public static String offsetSyncsTopic(
      MirrorMakerSettings settings, MirrorMakerSettings.Aliases aliases) {
    return of(settings.policy(), aliases.source(), aliases.target())
        .offsetSyncsTopic(settings.syncsOnSource() ? aliases.target() : aliases.source());
  }
}
