package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import io.strait.sandbox.child.ChildProgram;
import io.strait.sandbox.release.BundleStore;
import io.strait.sandbox.release.Jdks;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real schema registry (Apicurio) in a JVM of its own, on loopback, without login, with nothing
 * in it: it keeps all in memory, and closing it is forgetting.
 *
 * <p>Ends with this JVM, also when that is killed. Safe for use by several threads.
 */
public final class SandboxRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxRegistry.class);
  private static final int ATTEMPTS = 5;
  private static final String HOST = NodeBlueprint.HOST;

  private final RegistryRelease release;
  private final ChildJvm child;
  private final int port;

  private SandboxRegistry(RegistryRelease release, ChildJvm child, int port) {
    this.release = release;
    this.child = child;
    this.port = port;
  }

  /**
   * Starts the release that runs on Java 17; returns once it serves.
   *
   * @param directory existing; its log goes there and stays
   * @throws SandboxException when it cannot be fetched or does not start; nothing is left running
   */
  public static SandboxRegistry start(Path directory) {
    return start(directory, RegistryRelease.V2_6_13);
  }

  /**
   * Starts this release; returns once it serves.
   *
   * @param directory existing; its log goes there and stays
   * @throws SandboxException when it cannot be fetched, no Java here is new enough (see {@link
   *     #runnable}) or it does not start; nothing is left running
   */
  public static SandboxRegistry start(Path directory, RegistryRelease release) {
    Path java =
        Jdks.ofMachine()
            .java(release.java())
            .orElseThrow(
                () ->
                    new SandboxException(
                        "Apicurio "
                            + release.version()
                            + " needs Java "
                            + release.java()
                            + " or newer; name one with the environment variable JAVA_HOME_"
                            + release.java()));
    try {
      Path folder = BundleStore.ofUser().folder(release.bundle());
      return start(directory, release, java, folder.resolve(release.jar()));
    } catch (IOException e) {
      throw new SandboxException(
          "no Apicurio " + release.version() + " in the sandbox: " + e.getMessage(), e);
    }
  }

  /** Whether this machine has a Java that this release can run on. */
  public static boolean runnable(RegistryRelease release) {
    return Jdks.ofMachine().java(release.java()).isPresent();
  }

  private static SandboxRegistry start(Path directory, RegistryRelease release, Path java, Path jar)
      throws IOException {
    LoopbackPorts loopback = new LoopbackPorts(new SecureRandom());
    for (int attempt = 1; ; attempt++) {
      List<Integer> ports = loopback.free(2);
      Path log = directory.resolve("registry-" + ports.get(0) + ".log");
      ChildJvm child =
          new ChildJvm(
              "Apicurio " + release.version(),
              ChildProgram.foreign(
                  java,
                  jar.toString(),
                  mainClass(jar),
                  log.resolveSibling(log.getFileName() + ".settings"),
                  List.of(),
                  Map.of()),
              flags(release, ports),
              log);
      try {
        child.start();
        new RegistryServing(release, ports.get(0), log).await(child);
        return new SandboxRegistry(release, child, ports.get(0));
      } catch (BindException e) {
        child.kill();
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.atInfo()
            .addKeyValue("clash", e.getMessage())
            .log("Port taken in the meantime, starting the registry again with another");
      } catch (IOException | RuntimeException e) {
        child.kill();
        throw e;
      }
    }
  }

  private static List<String> flags(RegistryRelease release, List<Integer> ports) {
    List<String> flags =
        new ArrayList<>(List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    flags.add("-Dquarkus.http.host=" + HOST);
    flags.add("-Dquarkus.http.port=" + ports.get(0));
    // Where there is such a port, it would otherwise be open to the world.
    flags.add("-Dquarkus.management.host=" + HOST);
    flags.add("-Dquarkus.management.port=" + ports.get(1));
    flags.addAll(release.flags());
    return flags;
  }

  private static String mainClass(Path jar) throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException(
          jar + " is missing; delete the folder it should be in to have it fetched again");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }

  /** {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://" + HOST + ":" + port;
  }

  /** Where it speaks the Confluent-compatible API, version 7. */
  public String confluentUrl() {
    return url() + "/apis/ccompat/v7";
  }

  /** Where it speaks its own API. */
  public String nativeUrl() {
    return url() + "/" + release.nativePath();
  }

  /** What it is. */
  public RegistryRelease release() {
    return release;
  }

  /** Freezes it: connections stay open and nothing answers. */
  public synchronized void pause() {
    child.pause();
  }

  /** Lets it go on. */
  public synchronized void resume() {
    child.resume();
  }

  /** Ends it at once; everything in it is gone. Safe to repeat. */
  @Override
  public synchronized void close() {
    child.kill();
  }

  @Override
  public String toString() {
    return "SandboxRegistry[Apicurio " + release.version() + " at " + url() + "]";
  }
}
