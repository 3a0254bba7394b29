package io.strait.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One self-signed key pair for a cluster's brokers, and the trust store its clients need.
 *
 * @param keyStore PKCS12 with the brokers' private key
 * @param trustStore PKCS12 with the certificate only
 */
record TlsStores(Path keyStore, Path trustStore) {
  private static final String ENTRY = "broker";
  private static final String PASSWORD_VARIABLE = "SANDBOX_STORE_PASSWORD";
  private static final int KEYTOOL_SECONDS = 60;

  /** Uses the JDK's keytool: it is the only tool at hand everywhere that makes certificates. */
  static TlsStores create(Path directory, String alias, String password) {
    Path keyStore = directory.resolve("broker.p12");
    Path trustStore = directory.resolve("truststore.p12");
    generate(keyStore, alias, password);
    try {
      writeTrustStore(keyStore, trustStore, password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new SandboxException("cannot write the trust store " + trustStore, e);
    }
    return new TlsStores(keyStore, trustStore);
  }

  private static void generate(Path keyStore, String alias, String password) {
    ProcessBuilder keytool =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ENTRY,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-dname",
                "CN=" + alias + ", OU=Strait sandbox",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
    // Through the environment, because arguments are visible to every user of the machine.
    keytool.environment().put(PASSWORD_VARIABLE, password);
    keytool.redirectErrorStream(true);
    run(keytool);
  }

  private static void run(ProcessBuilder keytool) {
    try {
      Process process = keytool.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new SandboxException("keytool made no key pair; it said: " + output.strip());
      }
    } catch (IOException e) {
      throw new SandboxException(
          "cannot run " + keytool.command().get(0) + "; a JDK or JRE with keytool is needed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while keytool was running", e);
    }
  }

  private static void writeTrustStore(Path keyStore, Path trustStore, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password);
    }
    Certificate certificate = keys.getCertificate(ENTRY);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ENTRY, certificate);
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      trusted.store(out, password);
    }
  }
}
