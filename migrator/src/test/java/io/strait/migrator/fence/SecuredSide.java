package io.strait.migrator.fence;

import io.strait.migrator.fence.acl.Brokers;
import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.Denials;
import io.strait.migrator.fence.acl.Patience;
import io.strait.migrator.fence.acl.ProbedBrokers;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One secured sandbox cluster with everything a fencing test asks of it. */
public final class SecuredSide implements AutoCloseable {
  /** The applications' principal, as the wave names it. */
  public static final String APP = "User:" + Principals.APP;

  private final KafkaCluster sandbox;
  private final Patience patience = Patience.on(Clock.systemUTC());
  private final Admin admin;
  private final Cluster cluster;
  private final ProbedBrokers brokers;

  /** Takes over a running cluster and closes it in the end. */
  public SecuredSide(KafkaCluster sandbox, Duration probeDeadline) {
    this.sandbox = sandbox;
    this.admin = Admin.create(properties(Principals.ADMIN));
    this.cluster = new Cluster(spec(Principals.STRAIT_CUTOVER));
    this.brokers = new ProbedBrokers(spec(Principals.STRAIT_CUTOVER), probeDeadline);
  }

  /** Limits that a test can wait for. */
  public static Budget budget() {
    return new Budget(
        Duration.ofSeconds(10),
        Duration.ofSeconds(25),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMillis(50));
  }

  public KafkaCluster sandbox() {
    return sandbox;
  }

  /** Under the cutover credential. */
  public Cluster cluster() {
    return cluster;
  }

  public Patience patience() {
    return patience;
  }

  public Brokers brokers() {
    return brokers;
  }

  public Denials denials() {
    return new Denials(cluster, brokers, patience);
  }

  public WriteFence writeFence() {
    return new WriteFence(denials());
  }

  public FenceProof proof() {
    return new FenceProof(cluster, brokers, patience);
  }

  /** As a super user. */
  public Admin admin() {
    return admin;
  }

  public ClusterSpec spec(String principal) {
    return new ClusterSpec(
        new ClusterAlias(sandbox.alias()),
        sandbox.bootstrap(),
        sandbox.clientProperties(principal));
  }

  public void topic(String name, int partitions) {
    ReadyTopics.create(
        admin, List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())));
  }

  public void topicForApp(String name, int partitions, Collection<String> groups) throws Exception {
    topic(name, partitions);
    sandbox.grantApplication(List.of(name), groups);
  }

  public void allow(String principal, ResourceType type, String name, AclOperation operation)
      throws Exception {
    create(type, name, principal, operation, AclPermissionType.ALLOW);
  }

  public AclBinding deny(String principal, ResourceType type, String name, AclOperation operation)
      throws Exception {
    return create(type, name, principal, operation, AclPermissionType.DENY);
  }

  public Collection<AclBinding> acls() throws Exception {
    return admin.describeAcls(AclBindingFilter.ANY).values().get(30, TimeUnit.SECONDS);
  }

  public KafkaProducer<String, String> producer(String principal, Map<String, Object> more) {
    Map<String, Object> config = properties(principal);
    config.put("acks", "all");
    config.putAll(more);
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  public KafkaConsumer<String, String> consumer(String group, Map<String, Object> more) {
    Map<String, Object> config = properties(Principals.APP);
    config.put("group.id", group);
    config.put("auto.offset.reset", "earliest");
    config.put("auto.commit.interval.ms", "100");
    config.putAll(more);
    return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
  }

  /** Writes that many records to each partition. */
  public void fill(String principal, String topic, int partitions, int each) {
    try (KafkaProducer<String, String> producer = producer(principal, Map.of())) {
      for (int i = 0; i < each; i++) {
        for (int partition = 0; partition < partitions; partition++) {
          producer.send(new ProducerRecord<>(topic, partition, "k" + i, "v" + i));
        }
      }
      producer.flush();
    }
  }

  @Override
  public void close() {
    brokers.close();
    cluster.close();
    admin.close(Duration.ofSeconds(5));
    sandbox.close();
  }

  private AclBinding create(
      ResourceType type,
      String name,
      String principal,
      AclOperation operation,
      AclPermissionType permission)
      throws Exception {
    AclBinding binding =
        new AclBinding(
            new ResourcePattern(type, name, PatternType.LITERAL),
            new AccessControlEntry(principal, "*", operation, permission));
    admin.createAcls(List.of(binding)).all().get(30, TimeUnit.SECONDS);
    return binding;
  }

  private Map<String, Object> properties(String principal) {
    Map<String, Object> config = new HashMap<>(sandbox.clientProperties(principal));
    config.put("bootstrap.servers", sandbox.bootstrap());
    return config;
  }
}
