package io.tollgate.diameter.check;

import static io.tollgate.diameter.avp.BaseAvps.*;
import static io.tollgate.diameter.avp.ChargingAvps.CALLED_PARTY_ADDRESS;
import static io.tollgate.diameter.avp.ChargingAvps.IMS_INFORMATION;
import static io.tollgate.diameter.avp.ChargingAvps.SERVICE_INFORMATION;
import static io.tollgate.diameter.avp.CreditControlAvps.*;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpType;
import io.tollgate.diameter.avp.PlacedAvp;
import io.tollgate.diameter.profile.AddressFormat;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.profile.Profile.AvpRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which lines of a profile, or which settings, answer a refusal. */
final class Adviser {
  private static final int UNSUPPORTED = 5001;
  private static final int INVALID_VALUE = 5004;
  private static final int MISSING = 5005;
  private static final int NOT_ALLOWED = 5008;
  private static final int TOO_MANY = 5009;
  private static final int UNABLE_TO_COMPLY = 5012;
  private static final int INVALID_LENGTH = 5014;
  private static final int USER_UNKNOWN = 5030;
  private static final int RATING_FAILED = 5031;
  private static final int COMMAND_UNSUPPORTED = 3001;
  private static final int UNABLE_TO_DELIVER = 3002;
  private static final int REALM_NOT_SERVED = 3003;
  private static final int APPLICATION_UNSUPPORTED = 3007;

  /** What charging systems are seen to want for messaging (TS 32.260, TS 32.274, OMA). */
  private static final List<String> CONTEXTS =
      List.of(
          "32260@3gpp.org",
          "32274@3gpp.org",
          "SIMPLE_IM@openmobilealliance.org",
          "CPM@openmobilealliance.org");

  private static final String PAYER =
      "--payer: an address that the OCS has an account for (5030 may also mean that)";

  private final Profile profile;
  private final ServiceKind kind;
  private final boolean refund;
  private final List<PlacedAvp> sent;

  /**
   * @param profile the one that the request was written with
   * @param refund whether the request gives money back
   * @param sent the request
   */
  Adviser(Profile profile, ServiceKind kind, boolean refund, List<PlacedAvp> sent) {
    this.profile = profile;
    this.kind = kind;
    this.refund = refund;
    this.sent = List.copyOf(sent);
  }

  Advice on(Refusal refusal) {
    if (refusal.answer()) {
      return refusal.result() == UNSUPPORTED && !profile.unknownTolerated()
          ? tried("unknown-avps = tolerate")
          : Advice.told("no setting: the answer itself breaks the protocol");
    }
    if (refusal.isOfAccount()) {
      return Advice.told("no setting: it is about the account; --payer names another");
    }
    if (refund && (refusal.failed().isEmpty() || names(refusal, REQUESTED_ACTION))) {
      return Advice.told("refunds = no", "messages = reserve");
    }
    return refusal.failed().isEmpty()
        ? unnamed((int) refusal.result())
        : named((int) refusal.result(), refusal.failed().get(0));
  }

  private static boolean names(Refusal refusal, Avp avp) {
    return refusal.failed().stream().anyMatch(one -> one.is(avp));
  }

  private Advice unnamed(int result) {
    return switch (result) {
      case COMMAND_UNSUPPORTED, APPLICATION_UNSUPPORTED ->
          Advice.told("diameter.peers: ;rf or ;ro behind its name, as it serves");
      case UNABLE_TO_DELIVER, REALM_NOT_SERVED ->
          Advice.told("diameter.online-realm and diameter.offline-realm: the realm that it serves");
      case USER_UNKNOWN -> new Advice(subscriptions(), List.of(PAYER));
      case RATING_FAILED -> rating();
      case UNSUPPORTED, MISSING, NOT_ALLOWED, UNABLE_TO_COMPLY, INVALID_LENGTH, INVALID_VALUE ->
          new Advice(groups(), List.of("it does not say what it dislikes (RFC 6733 7.5)"));
      default -> Advice.told("no setting of a profile is known for it");
    };
  }

  private Advice rating() {
    List<List<String>> tries = new ArrayList<>(contexts());
    tries.addAll(requested());
    return new Advice(
        tries,
        List.of(
            "rating."
                + key(kind)
                + " = GROUP[/IDENTIFIER]:UNITS:AMOUNT, as the charging department has it; now "
                + ratingSent()));
  }

  private String ratingSent() {
    return sent.stream()
        .filter(one -> one.is(RATING_GROUP) || one.is(SERVICE_IDENTIFIER))
        .map(one -> one.key().name() + " " + one.value())
        .collect(Collectors.joining(", "));
  }

  /** Each group of Service-Information in its turn, first without the M flag, then left out. */
  private List<List<String>> groups() {
    List<List<String>> tries = new ArrayList<>();
    tries.add(List.of("overload-control = no"));
    List<String> groups =
        sent.stream()
            .filter(one -> one.path().size() == 2 && one.isWithin(SERVICE_INFORMATION))
            .map(this::pathOf)
            .distinct()
            .toList();
    tries.add(groups.stream().map(group -> "avp." + group + " = without-m").toList());
    for (String group : groups) {
      tries.add(List.of("avp." + group + " = without-m"));
    }
    for (String group : groups) {
      tries.add(List.of("avp." + group + " = leave-out"));
    }
    tries.addAll(requested());
    tries.addAll(contexts());
    return tries;
  }

  private Advice named(int result, PlacedAvp failed) {
    PlacedAvp at = located(failed);
    if (at.is(ORIGIN_HOST)) {
      return Advice.told("diameter.identity");
    } else if (at.is(ORIGIN_REALM)) {
      return Advice.told("diameter.realm");
    } else if (at.is(DESTINATION_REALM) || at.is(DESTINATION_HOST)) {
      return Advice.told("diameter.online-realm and diameter.offline-realm");
    } else if (at.is(AUTH_APPLICATION_ID) || at.is(ACCT_APPLICATION_ID)) {
      return Advice.told("diameter.peers: ;rf or ;ro behind its name, as it serves");
    } else if (at.is(DRMP)) {
      return Advice.told("diameter.priorities = false");
    } else if (at.isWithin(OC_SUPPORTED_FEATURES)) {
      return tried("overload-control = no");
    }
    return switch (result) {
      case UNSUPPORTED -> tried(rule(at, "without-m"), rule(at, "leave-out"));
      case MISSING -> missing(failed);
      case TOO_MANY -> tooMany(at);
      case INVALID_VALUE, USER_UNKNOWN, RATING_FAILED -> value(at);
      case INVALID_LENGTH -> length(at);
      default ->
          at.isWithin(USED_SERVICE_UNIT)
              ? tried("zero-usage = no", rule(at, "leave-out"))
              : tried(rule(at, "leave-out"), rule(at, "without-m"));
    };
  }

  private Advice value(PlacedAvp at) {
    if (at.is(SERVICE_CONTEXT_ID)) {
      return new Advice(
          contexts(),
          List.of("service-context." + key(kind) + " = what the charging department has"));
    } else if (at.isWithin(SUBSCRIPTION_ID)) {
      return new Advice(subscriptions(), List.of(PAYER));
    } else if (at.is(CALLED_PARTY_ADDRESS) && at.isWithin(IMS_INFORMATION)) {
      return Advice.tried(
          formats().stream().map(format -> List.of("called-party = " + format)).toList());
    } else if (at.is(RATING_GROUP) || at.is(SERVICE_IDENTIFIER)) {
      return Advice.told(rating().settings().get(0));
    } else if (at.isWithin(USED_SERVICE_UNIT)) {
      return tried("zero-usage = no", "zero-usage = yes");
    } else if (at.is(REQUESTED_SERVICE_UNIT) && at.data().isEmpty()) {
      return tried("requested-units = as-is", "requested-units = empty-is-zero");
    } else if (at.isWithin(REQUESTED_SERVICE_UNIT)) {
      return Advice.tried(requested());
    }
    List<List<String>> tries = new ArrayList<>(asText(at));
    tries.add(List.of(rule(at, "leave-out")));
    return Advice.tried(tries);
  }

  private Advice length(PlacedAvp at) {
    List<List<String>> tries = new ArrayList<>(asText(at));
    if (at.isWithin(REQUESTED_SERVICE_UNIT)) {
      tries.addAll(requested());
    }
    tries.add(List.of(rule(at, "leave-out")));
    return Advice.tried(tries);
  }

  private List<List<String>> asText(PlacedAvp at) {
    Avp row = at.key().row();
    return row != null && row.type().fixedLength() == Integer.BYTES
        ? List.of(List.of(rule(at, "as-text")))
        : List.of();
  }

  private Advice tooMany(PlacedAvp at) {
    if (!at.isWithin(SUBSCRIPTION_ID)) {
      return tried(rule(at, "leave-out"));
    }
    return Advice.tried(
        typesSent().stream().map(type -> List.of("subscriptions = " + key(type))).toList());
  }

  private Advice missing(PlacedAvp failed) {
    if (failed.isWithin(USED_SERVICE_UNIT)) {
      return tried("zero-usage = yes");
    }
    List<List<String>> tries = new ArrayList<>();
    if (failed.isWithin(REQUESTED_SERVICE_UNIT)
        || failed.isWithin(MULTIPLE_SERVICES_CREDIT_CONTROL)) {
      if (profile.eventUnitsInCommand() || failed.isWithin(MULTIPLE_SERVICES_CREDIT_CONTROL)) {
        tries.add(List.of("event-units = in-services"));
      }
      tries.add(List.of("event-units = in-command"));
      tries.add(List.of("requested-units = empty-is-zero"));
      tries.add(List.of("requested-units = as-is"));
      return Advice.tried(tries);
    }
    if (failed.isWithin(SUBSCRIPTION_ID) && failed.path().size() == 1) {
      tries.add(List.of("avp.Service-Information/Subscription-Id = into command"));
    }
    if (failed.isWithin(OC_SUPPORTED_FEATURES)) {
      return tried("overload-control = yes");
    }
    for (Map.Entry<List<Integer>, AvpRule> entry : profile.avps().entrySet()) {
      if (covers(entry.getKey(), failed)) {
        tries.add(List.of("avp." + names(entry.getKey()) + " = as-is"));
      }
    }
    tries.addAll(moved(failed));
    return new Advice(tries, List.of(addition(failed)));
  }

  /** A rule about the AVP, or about a group that would hold it. */
  private static boolean covers(List<Integer> rule, PlacedAvp failed) {
    List<Integer> path = failed.path().stream().map(key -> key.code()).toList();
    for (int end = path.size(); end > 0; end--) {
      List<Integer> above = path.subList(0, end);
      int common = Math.min(above.size(), rule.size());
      if (above
          .subList(above.size() - common, above.size())
          .equals(rule.subList(rule.size() - common, rule.size()))) {
        return true;
      }
    }
    return false;
  }

  /** It is sent, but elsewhere. */
  private List<List<String>> moved(PlacedAvp failed) {
    String into =
        failed.path().size() == 1
            ? "command"
            : failed.path().subList(0, failed.path().size() - 1).stream()
                .map(PlacedAvp.Key::name)
                .collect(Collectors.joining("/"));
    return sent.stream()
        .filter(one -> one.key().equals(failed.key()) && !one.endsWith(failed.path()))
        .findFirst()
        .map(one -> List.of(List.of("avp." + fullPath(one) + " = into " + into)))
        .orElse(List.of());
  }

  private static String addition(PlacedAvp failed) {
    PlacedAvp.Key key = failed.key();
    Avp row = key.row();
    String into =
        failed.path().size() == 1
            ? ""
            : "; into="
                + failed.path().subList(0, failed.path().size() - 1).stream()
                    .map(PlacedAvp.Key::name)
                    .collect(Collectors.joining("/"));
    return "add.%s = code=%s; vendor=%s; type=%s; value=...; m=%s%s"
        .formatted(
            row == null ? "avp-" + Integer.toUnsignedString(key.code()) : row.name(),
            Integer.toUnsignedString(key.code()),
            Integer.toUnsignedString(key.vendor()),
            key(row == null || row.type() == AvpType.GROUPED ? AvpType.UTF8_STRING : row.type()),
            failed.isMandatory() ? "yes" : "no",
            into);
  }

  private List<List<String>> contexts() {
    String now =
        sent.stream()
            .filter(one -> one.is(SERVICE_CONTEXT_ID))
            .map(PlacedAvp::value)
            .findFirst()
            .orElse("");
    return CONTEXTS.stream()
        .filter(context -> !now.equals('"' + context + '"'))
        .map(context -> List.of("service-context." + key(kind) + " = " + context))
        .toList();
  }

  private static List<List<String>> requested() {
    return List.of(
        List.of("requested-units = zero-is-empty"),
        List.of("requested-units = empty-is-zero"),
        List.of("requested-units = empty"));
  }

  /** Every form of every type that is sent, then each type by itself. */
  private List<List<String>> subscriptions() {
    List<List<String>> tries = new ArrayList<>();
    Set<SubscriptionId.Type> types = typesSent();
    for (SubscriptionId.Type type : types) {
      for (String format : formats()) {
        tries.add(List.of("subscription." + key(type) + " = " + format));
      }
    }
    for (SubscriptionId.Type type : types) {
      tries.add(List.of("subscriptions = " + key(type)));
    }
    return tries;
  }

  private Set<SubscriptionId.Type> typesSent() {
    Set<SubscriptionId.Type> types = new TreeSet<>();
    for (PlacedAvp one : sent) {
      if (one.is(SUBSCRIPTION_ID_TYPE)) {
        for (SubscriptionId.Type type : SubscriptionId.Type.values()) {
          if (one.value().equals(Integer.toString(type.code()))) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static List<String> formats() {
    List<String> formats = new ArrayList<>();
    for (AddressFormat format : AddressFormat.values()) {
      if (format != AddressFormat.AS_IS) {
        formats.add(key(format));
      }
    }
    return formats;
  }

  /** Where it stood in what was sent: peers often leave the groups around it out. */
  private PlacedAvp located(PlacedAvp failed) {
    return sent.stream().filter(one -> one.endsWith(failed.path())).findFirst().orElse(failed);
  }

  /** The full name of what was refused. */
  PlacedAvp place(PlacedAvp failed) {
    return located(failed);
  }

  /** A line for the AVP, with what the profile has for it already. */
  private String rule(PlacedAvp at, String word) {
    for (Map.Entry<String, Profile.AddedAvp> added : profile.added().entrySet()) {
      if (PlacedAvp.Key.of(added.getValue().avp()).equals(at.key())) {
        return "add." + added.getKey() + " = nothing";
      }
    }
    List<Integer> codes = at.path().stream().map(key -> key.code()).toList();
    for (int from = 0; from < codes.size(); from++) {
      List<Integer> end = codes.subList(from, codes.size());
      AvpRule rule = profile.avps().get(end);
      if (rule != null) {
        return "avp." + names(end) + " = " + words(rule, word);
      }
    }
    return "avp." + pathOf(at) + " = " + word;
  }

  private static String words(AvpRule rule, String word) {
    List<String> words = new ArrayList<>();
    if (rule.flag() == Profile.Flag.CLEAR) {
      words.add("without-m");
    } else if (rule.flag() == Profile.Flag.SET && !word.equals("without-m")) {
      words.add("with-m");
    }
    if (rule.asText()) {
      words.add("as-text");
    }
    List<Avp> into = rule.into();
    if (into != null && !word.equals("leave-out")) {
      words.add(
          "into "
              + (into.isEmpty()
                  ? "command"
                  : into.stream().map(Avp::name).collect(Collectors.joining("/"))));
    }
    if (!words.contains(word)) {
      words.add(word);
    }
    return String.join(", ", words);
  }

  private static String names(List<Integer> codes) {
    return codes.stream().map(Adviser::name).collect(Collectors.joining("/"));
  }

  /** As a profile looks a code up: without its vendor. */
  private static String name(int code) {
    Avp row = new PlacedAvp.Key(code, 0).row();
    Avp tgpp = new PlacedAvp.Key(code, 10_415).row();
    return row != null ? row.name() : tgpp != null ? tgpp.name() : Integer.toString(code);
  }

  /** The shortest end of its path that nothing else in the request has. */
  private String pathOf(PlacedAvp at) {
    for (int length = 1; length < at.path().size(); length++) {
      List<PlacedAvp.Key> end = at.path().subList(at.path().size() - length, at.path().size());
      boolean alone =
          sent.stream()
              .filter(one -> one.endsWith(end))
              .allMatch(one -> one.path().equals(at.path()));
      if (alone) {
        return end.stream().map(PlacedAvp.Key::name).collect(Collectors.joining("/"));
      }
    }
    return fullPath(at);
  }

  private static String fullPath(PlacedAvp at) {
    return at.path().stream().map(PlacedAvp.Key::name).collect(Collectors.joining("/"));
  }

  private static Advice tried(String... lines) {
    List<List<String>> tries = new ArrayList<>();
    for (String line : lines) {
      tries.add(List.of(line));
    }
    return Advice.tried(tries);
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
