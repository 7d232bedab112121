# The program alone, as nobody in particular, on a file system that may be
# read-only. README.md has the lines to run it with.
FROM --platform=$BUILDPLATFORM golang:1.26.8-alpine@sha256:8ac98ca534ac3f51e1f420a1dd2c15e74c75cfa0f23f3ad27eb5d7236c349a0c AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && go mod verify
COPY cmd cmd
COPY generator generator
COPY templates templates
ARG TARGETOS
ARG TARGETARCH
ARG VERSION
ARG COMMIT
ARG DATE
ARG REPOSITORY
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -buildvcs=false \
    -ldflags "-s -w -X main.release=$VERSION -X main.commit=$COMMIT -X main.date=$DATE \
    -X main.sourceRepository=$REPOSITORY" -o /out/vitrine ./cmd/vitrine

FROM gcr.io/distroless/static-debian12:nonroot@sha256:afa5c872c891853ca7fcf1f12c3edb23f7eeef36189728842dd51042ff57f7ab
COPY --from=build /out/vitrine /usr/local/bin/vitrine
COPY LICENSE /usr/share/doc/vitrine/LICENSE
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/vitrine"]
CMD ["help"]
