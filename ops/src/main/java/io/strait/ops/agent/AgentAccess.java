package io.strait.ops.agent;

import io.strait.ops.config.AgentConfig;
import io.strait.validator.agent.AgentPace;
import io.strait.validator.agent.HttpTransport;
import io.strait.validator.agent.LogSide;
import io.strait.validator.agent.Patience;
import io.strait.validator.agent.RemoteSide;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reaches agents elsewhere as the configuration says. */
public final class AgentAccess {
  private AgentAccess() {}

  /**
   * A side behind an agent; asks nothing yet.
   *
   * @param url of the agent; without a path it is completed by the cluster's name
   * @param cluster the operator's name for the cluster
   * @param pace how fast the agent is to read
   * @throws IllegalArgumentException if the trust store cannot be used; says why
   */
  public static LogSide remote(
      AgentConfig config, URI url, String cluster, Patience patience, Optional<AgentPace> pace) {
    boolean bare = url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/");
    URI base = bare ? URI.create(url.toString().replaceAll("/+$", "") + "/agents/" + cluster) : url;
    Optional<SSLContext> tls = config.truststore().map(AgentAccess::trusting);
    return new RemoteSide(new HttpTransport(base, config.token(url), tls), patience, pace);
  }

  private static SSLContext trusting(AgentConfig.Store store) {
    try (InputStream in = Files.newInputStream(store.file())) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(in, store.password().toCharArray());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "agent.truststore '"
              + store.file()
              + "' cannot be used ("
              + e.getClass().getSimpleName()
              + "); give a PKCS #12 file and its password",
          e);
    }
  }
}
