package io.tollgate.console.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords as PBKDF2 keeps them: {@code pbkdf2-sha512$ITERATIONS$SALT$HASH}. */
public final class Passwords {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  private static final String NAME = "pbkdf2-sha512";
  private static final int ITERATIONS = 210_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_OCTETS = 16;
  private static final int HASH_BITS = 256;
  private static final int LONGEST = 1024;

  private Passwords() {}

  public static String hash(char[] password) {
    byte[] salt = new byte[SALT_OCTETS];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder text = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        NAME,
        Integer.toString(ITERATIONS),
        text.encodeToString(salt),
        text.encodeToString(derive(password, salt, ITERATIONS, HASH_BITS)));
  }

  /** Takes as long to check as any other, and no password is known that has it. */
  static String ofNobody() {
    Base64.Encoder text = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        NAME,
        Integer.toString(ITERATIONS),
        text.encodeToString(new byte[SALT_OCTETS]),
        text.encodeToString(new byte[HASH_BITS / Byte.SIZE]));
  }

  /** Throws if the text is no hash. */
  static void check(String hash) {
    parts(hash);
  }

  static boolean matches(String hash, char[] password) {
    Parts parts = parts(hash);
    byte[] derived =
        derive(password, parts.salt(), parts.iterations(), parts.hash().length * Byte.SIZE);
    return MessageDigest.isEqual(derived, parts.hash());
  }

  private record Parts(int iterations, byte[] salt, byte[] hash) {}

  private static Parts parts(String hash) {
    String[] words = hash.split("\\$", -1);
    try {
      int iterations = words.length == 4 ? Integer.parseInt(words[1]) : 0;
      if (words[0].equals(NAME) && iterations > 0 && iterations <= MOST_ITERATIONS) {
        byte[] salt = Base64.getDecoder().decode(words[2]);
        byte[] derived = Base64.getDecoder().decode(words[3]);
        if (salt.length >= Long.BYTES && derived.length >= SALT_OCTETS) {
          return new Parts(iterations, salt, derived);
        }
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the hash.
    }
    throw new IllegalArgumentException(
        "no password hash (expected: what bin/tollgate password prints)");
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations, int bits) {
    char[] bounded =
        password.length > LONGEST ? java.util.Arrays.copyOf(password, LONGEST) : password;
    PBEKeySpec spec = new PBEKeySpec(bounded, salt, iterations, bits);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": every JDK has it", e);
    } finally {
      spec.clearPassword();
    }
  }
}
