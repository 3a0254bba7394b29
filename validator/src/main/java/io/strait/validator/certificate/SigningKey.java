package io.strait.validator.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Ed25519 key pair (RFC 8032, the JDK's own). Written as PEM: the private file holds both keys,
 * PKCS #8 and X.509. Immutable.
 */
public final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private final PrivateKey secret;
  private final PublicKey open;

  private SigningKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  /** A new pair from the JDK's source of randomness. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  /**
   * Reads what {@link #privateText} wrote.
   *
   * @throws CertificateException if it is no such text, or the two keys do not belong together
   */
  public static SigningKey read(String text) {
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      SigningKey key =
          new SigningKey(
              factory.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE))),
              publicKey(text));
      byte[] probe = "strait".getBytes(StandardCharsets.UTF_8);
      if (!verifies(key.open, probe, key.sign(probe))) {
        throw CertificateException.unusable(
            "the private and the public key in this file do not belong together; make a pair with"
                + " 'strait certificate keygen'");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw CertificateException.unusable(
          "this is no private Ed25519 key ("
              + e.getClass().getSimpleName()
              + "); make one with 'strait certificate keygen'");
    }
  }

  /**
   * Reads a public key.
   *
   * @throws CertificateException if it is none
   */
  public static PublicKey publicKey(String text) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(block(text, PUBLIC)));
    } catch (GeneralSecurityException e) {
      throw CertificateException.unusable(
          "this is no public Ed25519 key ("
              + e.getClass().getSimpleName()
              + "); give the .pub file that 'strait certificate keygen' wrote");
    }
  }

  /** SHA-256 of the public key's X.509 form, in hex. */
  public static String fingerprint(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Names the key in certificates. */
  public String fingerprint() {
    return fingerprint(open);
  }

  /** Both keys; to be kept secret. */
  public String privateText() {
    return pem(PRIVATE, secret.getEncoded()) + publicText();
  }

  /** The public key. */
  public String publicText() {
    return pem(PUBLIC, open.getEncoded());
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read cannot sign", e);
    }
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Only the fingerprint. */
  @Override
  public String toString() {
    return "key " + fingerprint();
  }

  private static byte[] block(String text, String kind) {
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    Matcher matcher =
        Pattern.compile(Pattern.quote(begin) + "([A-Za-z0-9+/=\\s]+)" + Pattern.quote(end))
            .matcher(text);
    if (!matcher.find()) {
      throw CertificateException.unusable(
          "there is no '" + begin + "' in this key file; 'strait certificate keygen' writes one");
    }
    try {
      return Base64.getMimeDecoder().decode(matcher.group(1));
    } catch (IllegalArgumentException e) {
      throw CertificateException.unusable("the " + kind + " in this key file is damaged");
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
