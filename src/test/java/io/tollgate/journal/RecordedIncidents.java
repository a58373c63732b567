package io.tollgate.journal;

import io.tollgate.charging.Incidents;
import io.tollgate.charging.record.ChargingInterface;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was told. */
public final class RecordedIncidents implements Incidents {

  public final List<String> all = new CopyOnWriteArrayList<>();

  @Override
  public void happened(
      Kind kind, ChargingInterface where, int code, String session, String icid, String meaning) {
    all.add(kind + " " + where + " " + code + " " + session + " " + icid);
  }
}
