package io.tollgate.diameter;

import static java.util.Objects.requireNonNull;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.PlacedAvp;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.ro.CreditMapping;
import io.tollgate.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the page that says what each request holds, from the code that writes it. */
final class CompliancePage {
  private static final Path SOURCES =
      Path.of("src", "test", "resources", "compliance", "sources.txt");
  private static final Path CLAUSES =
      Path.of("src", "test", "resources", "compliance", "clauses.txt");

  private CompliancePage() {}

  static String markdown() {
    StringBuilder out = new StringBuilder(64_000);
    out.append(
        """
# What is sent, and by which clause

Made from the code by `CompliancePageTest`; do not edit. Requests are shown in the standard form; [profiles.md](profiles.md) says how a profile changes it, and the last section what the ones that come with the program change. `bin/tollgate check-peer` shows the same for your peer.

""");
    requests(out, "ACR", acrs());
    requests(out, "CCR", ccrs());
    out.append(
        """
## Flows

What is charged and signalled, in its order, with the default settings (`bin/tollgate print-flows` prints those in force).

```
""");
    out.append(Settings.defaults().charging().printFlows().strip()).append("\n```\n\n");
    clauses(out);
    profiles(out);
    return out.toString();
  }

  private static void requests(StringBuilder out, String command, Map<String, Avps> bodies) {
    out.append("## ").append(command).append("\n\n");
    out.append(
        "Session-Id, Origin-Host, Origin-Realm, Destination-Realm, Destination-Host (where the"
            + " server of the session is known), OC-Supported-Features (RFC 7683) and DRMP (RFC"
            + " 7944; both by settings) stand before these.\n\n");
    out.append("| AVP | Code | Type | M |");
    bodies.keySet().forEach(type -> out.append(' ').append(type).append(" |"));
    out.append(" Where its value comes from |\n|---|---|---|---|");
    bodies.keySet().forEach(type -> out.append("---|"));
    out.append("---|\n");
    Map<List<PlacedAvp.Key>, Set<String>> where = new LinkedHashMap<>();
    Map<List<PlacedAvp.Key>, PlacedAvp> first = new LinkedHashMap<>();
    bodies.forEach(
        (type, body) ->
            PlacedAvp.all(body)
                .forEach(
                    one -> {
                      where.computeIfAbsent(one.path(), path -> new LinkedHashSet<>()).add(type);
                      first.putIfAbsent(one.path(), one);
                    }));
    for (List<PlacedAvp.Key> path : ordered(where.keySet())) {
      PlacedAvp.Key key = path.get(path.size() - 1);
      Avp row = key.row();
      out.append("| ")
          .append("&nbsp;&nbsp;".repeat(path.size() - 1))
          .append(key.name())
          .append(" | ")
          .append(key.code())
          .append(" | ")
          .append(row == null ? "" : name(row.type()))
          .append(" | ")
          .append(requireNonNull(first.get(path)).isMandatory() ? "M" : "")
          .append(" |");
      bodies
          .keySet()
          .forEach(
              type -> out.append(requireNonNull(where.get(path)).contains(type) ? " x |" : "  |"));
      out.append(' ').append(source(path)).append(" |\n");
    }
    out.append('\n');
  }

  /** Members behind their group, in the order in which they are first seen. */
  private static List<List<PlacedAvp.Key>> ordered(Set<List<PlacedAvp.Key>> paths) {
    List<List<PlacedAvp.Key>> ordered = new ArrayList<>();
    for (List<PlacedAvp.Key> path : paths) {
      List<PlacedAvp.Key> above = path.subList(0, path.size() - 1);
      int at = -1;
      for (int i = 0; i < ordered.size(); i++) {
        List<PlacedAvp.Key> one = ordered.get(i);
        if (!above.isEmpty()
            && one.size() >= above.size()
            && one.subList(0, above.size()).equals(above)) {
          at = i;
        }
      }
      ordered.add(at < 0 ? ordered.size() : at + 1, path);
    }
    return ordered;
  }

  /** By the longest end of its path. */
  static String source(List<PlacedAvp.Key> path) {
    Map<String, String> sources = table(SOURCES);
    for (int from = 0; from < path.size(); from++) {
      String name =
          path.subList(from, path.size()).stream()
              .map(PlacedAvp.Key::name)
              .collect(Collectors.joining("/"));
      String found = sources.get(name);
      if (found != null) {
        return found;
      }
    }
    return "";
  }

  /** All that is sent, with where its value comes from. */
  static Map<String, String> sourcesOfAll() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map<String, Avps> bodies : List.of(acrs(), ccrs())) {
      for (Avps body : bodies.values()) {
        for (PlacedAvp one : PlacedAvp.all(body)) {
          all.put(one.toString(), source(one.path()));
        }
      }
    }
    return all;
  }

  private static void clauses(StringBuilder out) {
    out.append("## Clauses\n\n| Clause | Held | How, or why not |\n|---|---|---|\n");
    for (String line : lines(CLAUSES)) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    out.append('\n');
  }

  private static void profiles(StringBuilder out) {
    out.append("## What profiles change\n\n");
    for (String name : Profiles.SHIPPED) {
      Profile profile = Profiles.named(name, Optional.empty());
      out.append("**`").append(name).append("`** (").append(profile.title()).append("): ");
      Set<String> changes = new TreeSet<>();
      changed(acrs(), profile, changes);
      changed(ccrs(), profile, changes);
      changes.addAll(contexts(profile));
      if (!profile.refunds()) {
        changes.add("page messages are reserved, for nothing is refunded");
      }
      if (!profile.overloadControl()) {
        changes.add("no OC-Supported-Features");
      }
      if (!profile.unknownTolerated()) {
        changes.add("answers with unknown AVPs that have the M flag are refused");
      }
      out.append(changes.isEmpty() ? "nothing" : String.join("; ", changes)).append(".\n\n");
    }
  }

  private static void changed(Map<String, Avps> bodies, Profile profile, Set<String> changes) {
    ServiceInformation service = SampleRecords.accounting(RecordType.START, 0).service();
    for (Avps body : bodies.values()) {
      Avps written =
          Profiles.of(profile).dialect(service, "example.com").write("ocs.example.com", body);
      Map<List<PlacedAvp.Key>, PlacedAvp> before = byPath(body);
      Map<List<PlacedAvp.Key>, PlacedAvp> after = byPath(written);
      before.forEach(
          (path, one) -> {
            PlacedAvp now = after.get(path);
            String name = one.key().name();
            if (now == null) {
              if (!path.stream()
                  .limit(path.size() - 1L)
                  .anyMatch(key -> isGone(key, before, after))) {
                changes.add("no " + name);
              }
            } else if (now.isMandatory() != one.isMandatory()) {
              changes.add(name + (now.isMandatory() ? " with M" : " without M"));
            }
          });
    }
  }

  private static boolean isGone(
      PlacedAvp.Key key,
      Map<List<PlacedAvp.Key>, PlacedAvp> before,
      Map<List<PlacedAvp.Key>, PlacedAvp> after) {
    return before.keySet().stream().anyMatch(path -> path.get(path.size() - 1).equals(key))
        && after.keySet().stream().noneMatch(path -> path.get(path.size() - 1).equals(key));
  }

  private static Map<List<PlacedAvp.Key>, PlacedAvp> byPath(Avps body) {
    Map<List<PlacedAvp.Key>, PlacedAvp> found = new LinkedHashMap<>();
    PlacedAvp.all(body).forEach(one -> found.putIfAbsent(one.path(), one));
    return found;
  }

  private static Set<String> contexts(Profile profile) {
    Set<String> contexts = new TreeSet<>();
    for (ServiceKind kind : ServiceKind.values()) {
      ServiceInformation service = of(kind);
      Avps body =
          new CreditMapping(SampleRecords.writer())
              .toCcr(SampleRecords.credit(CreditRequestType.INITIAL, 0));
      String standard = body.text(CreditControlAvps.SERVICE_CONTEXT_ID);
      String written =
          Profiles.of(profile)
              .dialect(service, "example.com")
              .write("ocs.example.com", body)
              .text(CreditControlAvps.SERVICE_CONTEXT_ID);
      if (written != null && !written.equals(standard)) {
        contexts.add(
            "Service-Context-Id " + written + " for " + kind.name().toLowerCase(Locale.ROOT));
      }
    }
    return contexts;
  }

  private static ServiceInformation of(ServiceKind kind) {
    ServiceInformation one = SampleRecords.accounting(RecordType.START, 0).service();
    return new ServiceInformation(
        ServiceProfile.IM,
        kind,
        one.function(),
        one.nodeRole(),
        one.sessionType(),
        one.serviceType(),
        one.method(),
        one.parties(),
        one.calledAsserted(),
        one.correlation(),
        one.times(),
        one.roster(),
        one.messages(),
        one.media(),
        one.bodies(),
        one.causeCode(),
        one.reasonHeader(),
        one.deliveryStatus(),
        one.groupName(),
        one.icsi(),
        one.iari(),
        one.onlineCharged());
  }

  private static Map<String, Avps> acrs() {
    Map<String, Avps> bodies = new LinkedHashMap<>();
    for (RecordType type :
        List.of(RecordType.START, RecordType.INTERIM, RecordType.STOP, RecordType.EVENT)) {
      AccountingRecord record = SampleRecords.accounting(type, 1);
      bodies.put(type.name(), new AccountingMapping(SampleRecords.writer()).toAcr(record));
    }
    return bodies;
  }

  private static Map<String, Avps> ccrs() {
    Map<String, Avps> bodies = new LinkedHashMap<>();
    for (CreditRequestType type :
        List.of(
            CreditRequestType.INITIAL,
            CreditRequestType.UPDATE,
            CreditRequestType.TERMINATION,
            CreditRequestType.EVENT)) {
      CreditRequest request = SampleRecords.credit(type, 1);
      bodies.put(type.name(), new CreditMapping(SampleRecords.writer()).toCcr(request));
    }
    return bodies;
  }

  private static String name(Enum<?> constant) {
    String[] words = constant.name().split("_");
    return List.of(words).stream()
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  static Map<String, String> table(Path file) {
    Map<String, String> table = new LinkedHashMap<>();
    for (String line : lines(file)) {
      String[] cells = line.split("\\s*\\|\\s*", 2);
      table.put(cells[0], cells.length < 2 ? "" : cells[1]);
    }
    return table;
  }

  static List<String> clauseLines() {
    return lines(CLAUSES);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
