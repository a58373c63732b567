package io.tollgate.diameter.command;

import io.tollgate.diameter.avp.Grammar;

/**
 * A command: its code and the grammars of its request and its answer.
 *
 * @param proxiable whether the P bit is set: not in messages between direct peers
 */
public record Command(String name, int code, boolean proxiable, Grammar request, Grammar answer) {

  @Override
  public String toString() {
    return name + " (" + code + ")";
  }
}
