const words =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/

/** A step's Dockerfile word, empty when it has none, and what follows. */
export function splitInstruction(instruction: string): readonly [word: string, rest: string] {
  const match = words.exec(instruction)
  return match ? [match[1] ?? '', instruction.slice(match[0].length)] : ['', instruction]
}
