package io.strait.validator.certificate;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;

/**
 * A certificate as a file: {@code {"certificate": ..., "signature": {"algorithm", "value"}}}. The
 * signature covers the line {@code strait-certificate} and the canonical bytes of {@code
 * certificate}, which name the key.
 */
public final class CertificateFile {
  private static final String HEAD = "strait-certificate\n";
  private static final String ALGORITHM = "Ed25519";

  /** A map of offsets may be long; a number is never longer than 64 bits. */
  private static final int LONGEST = 64 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode body;
  private final byte[] signature;

  private CertificateFile(JsonNode body, byte[] signature) {
    this.body = body;
    this.signature = signature;
  }

  /**
   * Signs; the text ends with a line break.
   *
   * @throws CertificateException if the file would be too long to be read
   */
  public static String signed(Certificate certificate, SigningKey key) {
    ObjectNode body = CertificateJson.of(certificate, key.fingerprint());
    ObjectNode file = JSON.createObjectNode();
    file.set("certificate", body);
    file.putObject("signature")
        .put("algorithm", ALGORITHM)
        .put("value", Base64.getEncoder().encodeToString(key.sign(message(body))));
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
      if (text.length() > LONGEST) {
        throw CertificateException.refused(
            "the certificate of "
                + certificate.partitions().size()
                + " partitions would have "
                + text.length()
                + " characters, and only "
                + LONGEST
                + " can be read; certify fewer topics at a time, by a link for each part");
      }
      return text;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  /**
   * Reads a file; neither the signature nor what it certifies is looked at.
   *
   * @throws CertificateException if it is no certificate, cut off, or of another version
   */
  public static CertificateFile read(String text) {
    if (text.length() > LONGEST) {
      throw CertificateException.unusable("this file is longer than " + LONGEST + " characters");
    }
    JsonNode file;
    try {
      file = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw CertificateException.unusable(
          "this is no certificate, or it was cut off: " + e.getOriginalMessage());
    }
    JsonNode signature = file.path("signature");
    boolean whole =
        file.size() == 2
            && file.path("certificate").isObject()
            && signature.size() == 2
            && signature.path("algorithm").asText().equals(ALGORITHM)
            && signature.path("value").isTextual();
    if (!whole) {
      throw CertificateException.unusable(
          "this is no certificate: it must hold 'certificate' and an Ed25519 'signature' and"
              + " nothing else");
    }
    JsonNode body = file.get("certificate");
    CertificateJson.refuseOtherVersions(body);
    try {
      byte[] value = Base64.getDecoder().decode(signature.path("value").asText());
      return new CertificateFile(body, value);
    } catch (IllegalArgumentException e) {
      throw CertificateException.unusable("the signature is no base64");
    }
  }

  /**
   * Checks the signature.
   *
   * @throws CertificateException if another key made it, or something was changed afterwards
   */
  public void verify(PublicKey key) {
    String given = SigningKey.fingerprint(key);
    if (!given.equals(keyFingerprint())) {
      throw CertificateException.forged(
          "this certificate names the key "
              + keyFingerprint()
              + ", but the public key given is "
              + given
              + "; get the public key of whoever issued it by a way that you trust");
    }
    if (!SigningKey.verifies(key, message(body), signature)) {
      throw CertificateException.forged(
          "the signature does not hold: the certificate was changed after it was signed");
    }
  }

  /**
   * What is certified; worth something only after {@link #verify}.
   *
   * @throws CertificateException if it makes no sense
   */
  public Certificate certificate() {
    return CertificateJson.read(body);
  }

  /** The key that the certificate names. */
  public String keyFingerprint() {
    return body.path("key").asText();
  }

  private static byte[] message(JsonNode body) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(HEAD.getBytes(StandardCharsets.UTF_8));
    message.writeBytes(Canonical.bytes(body));
    return message.toByteArray();
  }
}
