package io.tollgate.lab.stack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdiameter.api.AvpSet;

/**
 * What a charging system wants of requests besides its dictionary, as text: rules with {@code ;}
 * between them, each {@code [TYPE] WORD PATH [VALUE]}, where a path is codes joined by {@code /}.
 *
 * <pre>{@code
 * needs 456/437            5005 where it is missing
 * refuses 879              5008 where it is there
 * once 443                 5009 where it is there twice
 * value 461 .*@3gpp.org    5004 where its text or number is another
 * nonzero 456/446/417      5004 where it is zero
 * nonempty 456/437         5004 where the group holds nothing
 * text 873/1256/2102       5014 where it is no text
 * EVENT answers 5012 436=1 that code, without a Failed-AVP, where an AVP has that value
 * }</pre>
 *
 * <p>A type (INITIAL, START ...) limits a rule to such requests.
 */
public final class Demands {
  private static final long INVALID_VALUE = 5004;
  private static final long MISSING = 5005;
  private static final long NOT_ALLOWED = 5008;
  private static final long TOO_MANY = 5009;
  private static final long INVALID_LENGTH = 5014;
  private static final String TYPES = "INITIAL|UPDATE|TERMINATION|EVENT|START|INTERIM|STOP";

  private final List<Rule> rules;

  private Demands(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  private record Rule(String type, String word, int[] path, String value) {}

  /**
   * One AVP that is not as demanded.
   *
   * @param path of what is named in Failed-AVP; empty to name nothing
   */
  public record Refused(long result, int[] path, byte[] data) {

    /** Failed-AVP with the groups that lead to the AVP (RFC 6733 7.5). */
    public void write(AvpWriter answer) {
      if (path.length == 0) {
        return;
      }
      AvpSet at = answer.group(Code.FAILED_AVP).avps();
      for (int i = 0; i < path.length - 1; i++) {
        at = at.addGroupedAvp(path[i], vendor(path[i]), true, false);
      }
      int last = path[path.length - 1];
      at.addAvp(last, data, vendor(last), true, false);
    }
  }

  public static Demands parse(String text) {
    return new Demands(
        Arrays.stream(text.split(";"))
            .map(String::strip)
            .filter(rule -> !rule.isEmpty())
            .map(Demands::rule)
            .toList());
  }

  private static Rule rule(String text) {
    String[] words = text.split("\\s+", -1);
    int at = words[0].matches(TYPES) ? 1 : 0;
    String type = at == 0 ? "" : words[0];
    if (words.length < at + 2) {
      throw new IllegalArgumentException(
          "demand: " + text + " (expected: [TYPE] WORD PATH [VALUE])");
    }
    String word = words[at];
    if (word.equals("answers") && words.length == at + 3) {
      String[] sides = words[at + 2].split("=", 2);
      return new Rule(type, word + " " + words[at + 1], path(sides[0]), sides[1]);
    }
    return new Rule(type, word, path(words[at + 1]), words.length > at + 2 ? words[at + 2] : "");
  }

  private static int[] path(String text) {
    return Arrays.stream(text.split("/")).mapToInt(Integer::parseInt).toArray();
  }

  /** The first that is not as demanded. */
  public Optional<Refused> refused(LabRequest request, String type) {
    return rules.stream()
        .filter(rule -> rule.type().isEmpty() || rule.type().equals(type))
        .flatMap(rule -> refused(request.avps(), rule).stream())
        .findFirst();
  }

  private static Optional<Refused> refused(AvpReader avps, Rule rule) {
    Optional<byte[]> data = avps.octets(rule.path());
    byte[] bytes = data.orElse(new byte[0]);
    String word = rule.word();
    if (word.startsWith("answers ")) {
      return data.isPresent() && Pattern.matches(rule.value(), shown(bytes))
          ? Optional.of(
              new Refused(Long.parseLong(word.substring("answers ".length())), new int[0], bytes))
          : Optional.empty();
    }
    return switch (word) {
      case "needs" -> when(data.isEmpty(), MISSING, rule, bytes);
      case "refuses" -> when(data.isPresent(), NOT_ALLOWED, rule, bytes);
      case "once" -> when(avps.count(rule.path()) > 1, TOO_MANY, rule, bytes);
      case "value" ->
          when(
              data.isPresent() && !Pattern.matches(rule.value(), shown(bytes)),
              INVALID_VALUE,
              rule,
              bytes);
      case "nonzero" -> when(data.isPresent() && allZero(bytes), INVALID_VALUE, rule, bytes);
      case "nonempty" ->
          when(
              data.isPresent()
                  && avps.groups(rule.path()).stream().allMatch(group -> group.avps().size() == 0),
              INVALID_VALUE,
              rule,
              new byte[0]);
      case "text" ->
          when(
              data.isPresent() && !new String(bytes, StandardCharsets.US_ASCII).matches("[ -~]+"),
              INVALID_LENGTH,
              rule,
              bytes);
      default -> throw new IllegalArgumentException("demand: " + word);
    };
  }

  private static Optional<Refused> when(boolean refused, long result, Rule rule, byte[] data) {
    return refused ? Optional.of(new Refused(result, rule.path(), data)) : Optional.empty();
  }

  private static boolean allZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /** Numbers of 32 bits in digits; anything else as text. */
  private static String shown(byte[] bytes) {
    return bytes.length == Integer.BYTES && (bytes[0] == 0 || bytes[0] == -1)
        ? Integer.toString(ByteBuffer.wrap(bytes).getInt())
        : new String(bytes, StandardCharsets.UTF_8);
  }

  private static long vendor(int code) {
    return StrictDictionary.vendor(code);
  }
}
