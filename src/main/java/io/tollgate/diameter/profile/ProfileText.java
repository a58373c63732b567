package io.tollgate.diameter.profile;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.UnitType;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpType;
import io.tollgate.diameter.avp.Catalogue;
import io.tollgate.diameter.avp.Grammar;
import io.tollgate.diameter.profile.Profile.AddedAvp;
import io.tollgate.diameter.profile.Profile.AvpRule;
import io.tollgate.diameter.profile.Profile.Flag;
import io.tollgate.diameter.profile.Profile.Rating;
import io.tollgate.diameter.profile.Profile.SubscriptionRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a profile: lines {@code key = value}; {@code #} begins a comment line. */
final class ProfileText {
  private static final int LONGEST_LINE = 1000;

  private final String file;
  private final Map<String, Integer> seen = new TreeMap<>();
  private int line;

  private final String name;
  private String title;
  private String run = "";
  private final Map<String, String> contexts;
  private List<SubscriptionId.Type> subscriptions;
  private final Map<SubscriptionId.Type, SubscriptionRule> subscriptionRules;
  private AddressFormat calledParty;
  private Profile.Requested requested;
  private boolean zeroUsage;
  private boolean eventUnitsInCommand;
  private final Map<List<Integer>, AvpRule> avps;
  private final Map<String, AddedAvp> added;
  private boolean unknownTolerated;
  private boolean overloadControl;
  private Optional<Profile.Messages> messages;
  private boolean refunds;
  private final Map<ServiceKind, List<Rating>> ratings;

  private ProfileText(String file, String name, Profile base) {
    this.file = file;
    this.name = name;
    title = name;
    contexts = new LinkedHashMap<>(base.serviceContexts());
    subscriptions = base.subscriptions();
    subscriptionRules = new EnumMap<>(SubscriptionId.Type.class);
    subscriptionRules.putAll(base.subscriptionRules());
    calledParty = base.calledParty();
    requested = base.requested();
    zeroUsage = base.zeroUsage();
    eventUnitsInCommand = base.eventUnitsInCommand();
    avps = new LinkedHashMap<>(base.avps());
    added = new LinkedHashMap<>(base.added());
    unknownTolerated = base.unknownTolerated();
    overloadControl = base.overloadControl();
    messages = base.messages();
    refunds = base.refunds();
    ratings = new EnumMap<>(ServiceKind.class);
    ratings.putAll(base.ratings());
  }

  /**
   * @param bases the profiles that {@code based-on} may name
   */
  static Profile read(
      String file, String name, List<String> lines, Function<String, @Nullable Profile> bases) {
    ProfileText text = new ProfileText(file, name, base(file, lines, bases));
    for (String one : lines) {
      text.line++;
      text.line(one);
    }
    return text.profile();
  }

  /** The profile with these lines in it too; they go before its own. */
  static Profile changed(Profile base, List<String> lines) {
    ProfileText text = new ProfileText("a change of " + base.name(), base.name(), base);
    text.title = base.title();
    text.run = base.run();
    for (String one : lines) {
      text.line++;
      text.line(one);
    }
    return text.profile();
  }

  /** It holds before the other lines, and so is looked for first. */
  private static Profile base(
      String file, List<String> lines, Function<String, @Nullable Profile> bases) {
    for (int i = 0; i < lines.size(); i++) {
      String[] sides = lines.get(i).split("=", 2);
      if (sides.length == 2 && sides[0].strip().equals("based-on")) {
        Profile base = bases.apply(sides[1].strip());
        if (base == null) {
          throw new ProfileException(
              file
                  + ", line "
                  + (i + 1)
                  + ": based-on: "
                  + sides[1].strip()
                  + " (expected: standard or one of "
                  + Profiles.SHIPPED
                  + ")");
        }
        return base;
      }
    }
    return Profile.STANDARD;
  }

  private void line(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.startsWith("#")) {
      return;
    }
    int equals = stripped.indexOf('=');
    if (equals < 1 || stripped.length() > LONGEST_LINE) {
      throw wrong(stripped.length() > LONGEST_LINE ? "too long" : stripped, "key = value");
    }
    String key = stripped.substring(0, equals).strip();
    String value = stripped.substring(equals + 1).strip();
    Integer before = seen.put(key, line);
    if (before != null) {
      throw wrong(key, "once; it stands in line " + before + " too");
    }
    set(key, value);
  }

  private void set(String key, String value) {
    int dot = key.indexOf('.');
    String head = dot < 0 ? key : key.substring(0, dot);
    String tail = dot < 0 ? "" : key.substring(dot + 1);
    switch (head) {
      case "title" -> title = value;
      case "run" -> run = value;
      case "based-on" -> {}
      case "service-context" -> context(tail, value);
      case "subscriptions" ->
          subscriptions =
              words(value, ",").stream()
                  .map(word -> constant(SubscriptionId.Type.class, word))
                  .toList();
      case "subscription" -> subscription(tail, value);
      case "called-party" -> calledParty = constant(AddressFormat.class, value);
      case "requested-units" -> requested = constant(Profile.Requested.class, value);
      case "zero-usage" -> zeroUsage = yes(value);
      case "event-units" -> eventUnitsInCommand = choice(value, "in-command", "in-services");
      case "avp" -> avps.put(codes(path(tail)), rule(path(tail), value));
      case "add" -> add(tail, value);
      case "unknown-avps" -> unknownTolerated = choice(value, "tolerate", "refuse");
      case "overload-control" -> overloadControl = yes(value);
      case "messages" -> messages = Optional.of(constant(Profile.Messages.class, value));
      case "refunds" -> refunds = yes(value);
      case "rating" -> rating(tail, value);
      default ->
          throw wrong(
              key,
              "title, run, based-on, service-context, subscriptions, subscription.TYPE,"
                  + " called-party, requested-units, zero-usage, event-units, avp.NAME, add.LABEL,"
                  + " unknown-avps, overload-control, messages, refunds or rating.SERVICE");
    }
  }

  private void context(String what, String value) {
    if (!what.isEmpty()
        && Arrays.stream(ServiceKind.values()).noneMatch(kind -> Profile.key(kind).equals(what))
        && Arrays.stream(ServiceProfile.values())
            .noneMatch(profile -> Profile.key(profile).equals(what))) {
      throw wrong(what, names(ServiceKind.class) + ", im or cpm");
    }
    if (!value.matches("[\\x21-\\x7e]+@[A-Za-z0-9.-]+")) {
      throw wrong(value, "a Service-Context-Id, as 32260@3gpp.org");
    }
    contexts.put(what, value);
  }

  private void subscription(String type, String value) {
    List<String> words = words(value, " ");
    SubscriptionId.Type from = constant(SubscriptionId.Type.class, type);
    SubscriptionId.Type as = from;
    AddressFormat format = AddressFormat.AS_IS;
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("as") && i + 1 < words.size()) {
        as = constant(SubscriptionId.Type.class, words.get(++i));
      } else {
        format = constant(AddressFormat.class, words.get(i));
      }
    }
    subscriptionRules.put(from, new SubscriptionRule(as, format));
  }

  private AvpRule rule(List<Avp> path, String value) {
    Avp avp = path.get(path.size() - 1);
    Flag flag = Flag.AS_IS;
    boolean leftOut = false;
    boolean asText = false;
    List<Avp> into = null;
    for (String word : words(value, ",")) {
      switch (word) {
        case "as-is" -> {}
        case "leave-out" -> leftOut = true;
        case "without-m" -> flag = Flag.CLEAR;
        case "with-m" -> flag = Flag.SET;
        case "as-text" -> {
          if (avp.type().fixedLength() != Integer.BYTES) {
            throw wrong(value, "as-text for AVPs of 32 bits only; this is " + avp.type());
          }
          asText = true;
        }
        default -> {
          if (!word.startsWith("into ")) {
            throw wrong(word, "as-is, leave-out, without-m, with-m, as-text or into GROUP");
          }
          into = group(word.substring("into ".length()).strip());
        }
      }
    }
    if (leftOut && NEEDED.contains(avp.name())) {
      throw wrong(avp.name(), "not left out: the command needs it (RFC 6733 9.7, RFC 8506 3.1)");
    }
    return new AvpRule(flag, leftOut, asText, into);
  }

  private static final Set<String> NEEDED =
      Set.of(
          "Auth-Application-Id",
          "Service-Context-Id",
          "CC-Request-Type",
          "CC-Request-Number",
          "Accounting-Record-Type",
          "Accounting-Record-Number",
          "Acct-Application-Id");

  private List<Avp> group(String text) {
    if (text.equals("command")) {
      return List.of();
    }
    List<Avp> path = path(text);
    for (Avp avp : path) {
      if (avp.type() != AvpType.GROUPED) {
        throw wrong(text, "a group; " + avp + " is " + avp.type());
      }
    }
    return path;
  }

  private void add(String label, String value) {
    if (value.equals("nothing")) {
      added.remove(label);
      return;
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String word : words(value, ";")) {
      String[] sides = word.split("=", 2);
      if (sides.length != 2
          || !List.of("code", "vendor", "type", "value", "m", "into", "in")
              .contains(sides[0].strip())) {
        throw wrong(
            word,
            "code=…; vendor=…; type=…; value=…; m=yes or no; into=GROUP; in=ccr, acr or both");
      }
      parts.put(sides[0].strip(), sides[1].strip());
    }
    AvpType type = constant(AvpType.class, part(parts, "type", "utf8-string"));
    Avp avp =
        new Avp(
            label,
            (int) number(part(parts, "code", ""), 0xFFFF_FFFFL),
            (int) number(part(parts, "vendor", "0"), 0xFFFF_FFFFL),
            type,
            yes(part(parts, "m", "no")),
            Set.of(),
            Grammar.ANY);
    AddedAvp one =
        new AddedAvp(
            avp,
            part(parts, "value", ""),
            group(part(parts, "into", "command")),
            constant(AddedAvp.In.class, part(parts, "in", "both")));
    try {
      Node.constant(one);
    } catch (IllegalArgumentException e) {
      throw wrong(one.value(), "a value of " + Profile.key(type) + ": " + e.getMessage());
    }
    added.put(label, one);
  }

  private static String part(Map<String, String> parts, String name, String otherwise) {
    return parts.getOrDefault(name, otherwise);
  }

  private void rating(String kind, String value) {
    ServiceKind of = constant(ServiceKind.class, kind);
    List<Rating> list = new ArrayList<>();
    for (String word : words(value, ",")) {
      String[] parts = word.split(":", -1);
      if (parts.length != 3) {
        throw wrong(word, "GROUP[/IDENTIFIER]:UNITS:AMOUNT");
      }
      String[] group = parts[0].split("/", 2);
      list.add(
          new Rating(
              of,
              number(group[0], 0xFFFF_FFFFL),
              group.length > 1 ? number(group[1], 0xFFFF_FFFFL) : null,
              constant(UnitType.class, parts[1]),
              number(parts[2], Long.MAX_VALUE)));
    }
    ratings.put(of, List.copyOf(list));
  }

  /** Names or codes, joined by slashes; the end of the real path is enough. */
  private List<Avp> path(String text) {
    List<Avp> path = new ArrayList<>();
    for (String word : text.split("/", -1)) {
      Avp found = avp(word.strip());
      if (found == null) {
        throw wrong(word.strip(), "the name or code of an AVP that is sent");
      }
      path.add(found);
    }
    return path;
  }

  static @Nullable Avp avp(String word) {
    if (word.matches("[0-9]{1,9}")) {
      int code = Integer.parseInt(word);
      for (Avp avp : Catalogue.all()) {
        if (avp.code() == code) {
          return avp;
        }
      }
      return null;
    }
    return Catalogue.all().stream()
        .filter(avp -> avp.name().equalsIgnoreCase(word))
        .findFirst()
        .orElse(null);
  }

  private static List<Integer> codes(List<Avp> path) {
    return path.stream().map(Avp::code).toList();
  }

  private static List<String> words(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private boolean yes(String value) {
    return choice(value, "yes", "no");
  }

  private boolean choice(String value, String first, String second) {
    if (value.equals(first) || value.equals(second)) {
      return value.equals(first);
    }
    throw wrong(value, first + " or " + second);
  }

  private long number(String value, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      throw wrong(value, "a whole number");
    }
    throw wrong(value, "0 to " + most);
  }

  private <E extends Enum<E>> E constant(Class<E> type, String value) {
    for (E one : type.getEnumConstants()) {
      if (Profile.key(one).equals(value.toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    throw wrong(value, names(type));
  }

  private static String names(Class<? extends Enum<?>> type) {
    return String.join(", ", Arrays.stream(type.getEnumConstants()).map(Profile::key).toList());
  }

  private ProfileException wrong(String what, String expected) {
    return new ProfileException(
        file + ", line " + line + ": " + what + " (expected: " + expected + ")");
  }

  /** What was debited for a message that nobody got could never be given back. */
  private void checkRefunds() {
    if (!refunds && messages.filter(way -> way == Profile.Messages.DEBIT).isPresent()) {
      line = seen.getOrDefault("messages", seen.getOrDefault("refunds", 1));
      throw wrong("messages = debit with refunds = no", "messages = reserve");
    }
  }

  private Profile profile() {
    checkRefunds();
    return new Profile(
        name,
        title,
        run,
        contexts,
        subscriptions,
        subscriptionRules,
        calledParty,
        requested,
        zeroUsage,
        eventUnitsInCommand,
        avps,
        added,
        unknownTolerated,
        overloadControl,
        messages,
        refunds,
        ratings);
  }
}
