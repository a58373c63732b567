package io.tollgate.flows;

import io.tollgate.Estimates;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.settings.Settings;
import io.tollgate.whatif.WhatIf;
import io.tollgate.wire.DiameterEvent;
import io.tollgate.wire.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a capture, charged once more by itself, makes the records and requests that are in it.
 */
final class WhatIfCheck {
  private static final int SERVICE_INFORMATION = 873;
  private static final int IMS_INFORMATION = 876;
  private static final int POC_INFORMATION = 879;
  private static final int IM_INFORMATION = 2110;

  private final Trace trace;
  private final WhatIf replayed;

  WhatIfCheck(Path capture, Trace trace, String server, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.trace = trace;
    this.replayed = WhatIf.of(capture, server, Estimates.of(Settings.of(settings)));
  }

  /** A line for each flow, and what differs below it. */
  List<String> report(List<FlowRun> runs) {
    Map<String, List<String>> live = new TreeMap<>();
    for (DiameterEvent event : trace.diameter()) {
      if (event.isRequest()
          && !event.isRetransmission()
          && (event.isAccounting() || event.isCreditControl())) {
        add(live, event.text(SERVICE_INFORMATION, IMS_INFORMATION, 841).orElse(""), line(event));
      }
    }
    Map<String, List<String>> again = new TreeMap<>();
    replayed.records().forEach(each -> add(again, icid(each), line(each)));
    replayed.requests().forEach(each -> add(again, icid(each), line(each)));
    List<String> lines = new ArrayList<>();
    for (FlowRun run : runs) {
      List<String> was = of(live, run.icidPrefix());
      List<String> is = of(again, run.icidPrefix());
      lines.add(run.name() + ": " + (was.equals(is) ? "the same" : "DIFFERS"));
      if (!was.equals(is)) {
        was.forEach(line -> lines.add("  live " + line));
        is.forEach(line -> lines.add("  again " + line));
      }
    }
    replayed.notFollowed().forEach(note -> lines.add("not followed: " + note));
    return lines;
  }

  private static void add(Map<String, List<String>> all, String icid, String line) {
    all.computeIfAbsent(icid, key -> new ArrayList<>()).add(line);
  }

  private static List<String> of(Map<String, List<String>> all, String prefix) {
    List<String> lines = new ArrayList<>();
    all.forEach(
        (icid, each) -> {
          if (icid.startsWith(prefix)) {
            lines.addAll(each);
          }
        });
    lines.sort(null);
    return lines;
  }

  private static String icid(AccountingRecord record) {
    return record.service().correlation().icid();
  }

  private static String icid(CreditRequest request) {
    return request.service().correlation().icid();
  }

  private static String line(DiameterEvent event) {
    String head = (event.isAccounting() ? "ACR " : "CCR ") + event.type() + " " + event.number();
    return head
        + " participants "
        + event.number(SERVICE_INFORMATION, POC_INFORMATION, 885).orElse(0L)
        + (event.isAccounting()
            ? " sent " + event.number(SERVICE_INFORMATION, IM_INFORMATION, 2114).orElse(0L)
            : "");
  }

  private static String line(AccountingRecord record) {
    MessageCounters counted = record.service().messages();
    return "ACR %s %d participants %d sent %d"
        .formatted(
            record.type(),
            record.number(),
            record.service().roster().count(),
            counted == null ? 0 : counted.sent());
  }

  private static String line(CreditRequest request) {
    return "CCR %s %d participants %d"
        .formatted(request.type(), request.number(), request.service().roster().count());
  }
}
