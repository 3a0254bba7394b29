package io.strait.ops.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house (ARCHITECTURE.md); each rule is one wall. */
@AnalyzeClasses(packages = "io.strait", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  private static final String REPLICATOR = "io.strait.replicator..";
  private static final String VALIDATOR = "io.strait.validator..";
  private static final String CLIENT = "io.strait.client..";
  private static final String MIGRATOR = "io.strait.migrator..";
  private static final String OPS = "io.strait.ops..";
  private static final String SANDBOX = "io.strait.sandbox..";

  @ArchTest
  static final ArchRule shouldKeepReplicatorAtTheBottom =
      noClasses()
          .that()
          .resideInAPackage(REPLICATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(VALIDATOR, CLIENT, MIGRATOR, OPS, SANDBOX);

  @ArchTest
  static final ArchRule shouldLetTheOracleShareNoCopyingCode =
      noClasses()
          .that()
          .resideInAPackage(VALIDATOR)
          .should()
          .dependOnClassesThat(
              straitOutside(
                  "io.strait.validator",
                  "io.strait.replicator.topology",
                  "io.strait.replicator.cluster"));

  @ArchTest
  static final ArchRule shouldKeepOpsOnTop =
      noClasses()
          .that()
          .resideInAPackage(MIGRATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OPS, SANDBOX);

  @ArchTest
  static final ArchRule shouldKeepTheSandboxByItself =
      noClasses()
          .that()
          .resideInAPackage(SANDBOX)
          .should()
          .dependOnClassesThat(straitOutside("io.strait.sandbox"));

  @ArchTest
  static final ArchRule shouldKeepTheApplicationJarSmall =
      classes()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CLIENT, "java..", "javax..", "org.apache.kafka..", "org.slf4j..");

  @ArchTest
  static final ArchRule shouldTouchKafkaInternalsOnlyInWireAndRaw =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.strait.replicator.wire..")
          .and()
          .resideOutsideOfPackage("io.strait.validator.raw..")
          .and()
          .resideOutsideOfPackage(SANDBOX)
          .should()
          .dependOnClassesThat(kafkaInternal());

  @ArchTest
  static final ArchRule shouldSpeakConnectOnlyInMirror =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.strait.replicator.mirror..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.connect..");

  @ArchTest
  static final ArchRule shouldKeepDoorsInOps =
      noClasses()
          .that()
          .resideOutsideOfPackage(OPS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.micrometer..", "picocli..");

  @ArchTest
  static final ArchRule shouldBuildClientsOnlyInCluster =
      noClasses()
          .that()
          .resideInAnyPackage(REPLICATOR, VALIDATOR, MIGRATOR, OPS)
          .and()
          .resideOutsideOfPackage("io.strait.replicator.cluster..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.kafka.clients.producer.KafkaProducer");

  @ArchTest
  static final ArchRule shouldHaveNoPackageCycle =
      slices().matching("io.strait.(**)").should().beFreeOfCycles();

  private static DescribedPredicate<JavaClass> straitOutside(String... allowed) {
    return DescribedPredicate.describe(
        "are ours but outside " + String.join(", ", allowed),
        type ->
            type.getPackageName().startsWith("io.strait")
                && java.util.Arrays.stream(allowed)
                    .noneMatch(
                        name ->
                            type.getPackageName().equals(name)
                                || type.getPackageName().startsWith(name + ".")));
  }

  /**
   * kafka-clients beyond its public API: protocol, network, records, requests and the network
   * client.
   */
  private static DescribedPredicate<JavaClass> kafkaInternal() {
    return DescribedPredicate.describe(
        "are kafka-clients internals",
        type -> {
          String name = type.getPackageName();
          return name.startsWith("org.apache.kafka.common.message")
              || name.startsWith("org.apache.kafka.common.network")
              || name.startsWith("org.apache.kafka.common.protocol")
              || name.startsWith("org.apache.kafka.common.record.internal")
              || name.startsWith("org.apache.kafka.common.requests")
              || name.startsWith("org.apache.kafka.common.memory")
              // Bytes is the element type of the public BytesSerializer.
              || name.startsWith("org.apache.kafka.common.utils")
                  && !type.getSimpleName().equals("Bytes")
              || type.getFullName().startsWith("org.apache.kafka.clients.NetworkClient")
              || type.getFullName().startsWith("org.apache.kafka.clients.ClientUtils");
        });
  }
}
