export { commonType, type PandasType } from "./common-type.ts";
export type { Compilation, Verification, WorstAnswer } from "./compilation.ts";
export { copyElements, type CopyRange } from "./copy-elements.ts";
export { emptyManifest } from "./empty-manifest.ts";
export { errorCodes, GatewayError, type ErrorCode, type ErrorRecord } from "./errors.ts";
export { exactNumbers, parseExactJson } from "./exact-json.ts";
export { fillTensor, type Scalar } from "./fill-tensor.ts";
export { giveBack, largeBytes } from "./give-back.ts";
export { Histogram } from "./histogram.ts";
export { emptyLatencies, latencyBoundsMs, percentileMs, runRowsBounds } from "./latency.ts";
export { packFrame, writeFrame } from "./link/encode-frame.ts";
export { BlockSplitter } from "./link/block-splitter.ts";
export { FieldReader } from "./link/field-reader.ts";
export { FieldWriter } from "./link/field-writer.ts";
export { operations } from "./link/kinds.ts";
export { FrameSplitter } from "./link/frame-splitter.ts";
export { isLone, markLone } from "./link/lone-request.ts";
export type {
  AnswersFrame,
  Frame,
  FrameWork,
  LoadFrame,
  ReadyFrame,
  ServedName,
  WorkerAnswer,
  Rehearsal,
  WorkerFrames,
  WorkerOptions,
} from "./link/frame.ts";
export type {
  FetchedModel,
  ModelDescription,
  ModelManifest,
  ModelRef,
  ModelState,
  ModelVersion,
} from "./model.ts";
export type { Column, ModelInput, NdArray, ObjectArray, TableInput } from "./model-input.ts";
export { parseModelUri, type LocationScheme, type ModelUri } from "./model-uri.ts";
export { datatypeOf, datatypes, dtypeOfDatatype, type Datatype } from "./open-inference/datatype.ts";
export {
  openInputs,
  openOutputs,
  takesGraphInputs,
  takesTokens,
  type OpenOutput,
  type OpenTensor,
} from "./open-inference/model-tensors.ts";
export { headerBytesOf, tensorsContentType } from "./open-inference/tensors-content-type.ts";
export type { Outcome } from "./outcome.ts";
export type { ArtifactFile, ArtifactStore, ByteRange, ReadRange } from "./ports/artifact-store.ts";
export type { ArtifactSource, ArtifactWriter } from "./ports/artifact-writer.ts";
export type { Candidate, CheckCandidate, LoadedModel } from "./ports/check-candidate.ts";
export type {
  AskedTensor,
  AskedTensors,
  Codec,
  DecodedRequest,
  EncodedBody,
  EncodeRows,
  JointRequest,
} from "./ports/codec.ts";
export type {
  FetchModel,
  ModelRegistry,
  OnProgress,
  RegisteredAlias,
  RegisteredModel,
  RegistryStatus,
  Reloaded,
  ReloadModel,
  ReloadOptions,
  RollbackModel,
} from "./ports/model-registry.ts";
export type {
  Caller,
  EncodedAnswer,
  EncodedRequest,
  Operation,
  ServableModel,
  ServableStatistics,
  StartServable,
} from "./ports/servable-model.ts";
export { httpBoundsSeconds, type HttpSeries, type HttpTraffic } from "./ports/http-traffic.ts";
export type { Residence, ResidenceState } from "./ports/residence.ts";
export type {
  HeldVersion,
  ModelHandle,
  ModelStatus,
  ServedModels,
  VersionStatus,
} from "./ports/served-models.ts";
export type {
  AnsweredPrediction,
  PredictionEntry,
  PredictionLog,
  PredictionLogStatus,
  PredictionSink,
} from "./ports/prediction-log.ts";
export type {
  Activity,
  ActivityPoint,
  ActivityRates,
  CurrentActivity,
  ModelActivity,
} from "./ports/model-activity.ts";
export type { HistoryEvent, HistoryKind, ModelHistory } from "./ports/model-history.ts";
export type { Session } from "./ports/session.ts";
export type { AnsweredLine, RequestIdentity, RequestLog } from "./ports/request-log.ts";
export {
  logLevels,
  swapPhases,
  workerEnds,
  type LevelledLog,
  type LogFields,
  type Logger,
  type LogLevel,
  type ServingEvents,
  type SwapPhase,
  type WorkerEnd,
} from "./ports/telemetry.ts";
export type {
  AnsweredFrame,
  AnsweredRequest,
  FramedRequest,
  TracedRequest,
  TracedStep,
  TraceHeaders,
  TraceRecord,
  Tracing,
  TracingStatus,
} from "./ports/tracing.ts";
export type {
  MetricsStep,
  Promotion,
  TrainingEvent,
  TrainingJob,
  TrainingJobs,
  TrainingRef,
  TrainingStatus,
} from "./ports/training.ts";
export type { SplitTraffic, Traffic } from "./ports/traffic.ts";
export type { StartWorker, WorkerHost } from "./ports/worker-host.ts";
export { NumpyArray, NumpyScalar } from "./numpy-values.ts";
export { exponential, floatRepr, PythonFloat, pythonText } from "./python-text.ts";
export type { ClassScores, ModelAnswer, Predicted, Prediction, ScoreClasses } from "./prediction.ts";
export { ownOf, setOwn } from "./set-own.ts";
export type {
  ColumnSpec,
  ColumnType,
  ModelSignature,
  ParamSpec,
  PropertySpec,
  ScalarColumnType,
  Schema,
  SignatureTensorSpec,
  TensorSpec,
} from "./signature.ts";
export { silentEvents } from "./silent-events.ts";
export { sourceArguments } from "./source-arguments.ts";
export { modelStages, type ModelStage } from "./model-stages.ts";
export { splitSubPath, type UriWithSubPath } from "./split-sub-path.ts";
export {
  eachReason,
  eachStage,
  failureReasons,
  stages,
  type Distribution,
  type FailureReason,
  type ModelStatistics,
  type RequestCounts,
  type ServingGauges,
  type ServingStatistics,
  type Stage,
  type VersionStatistics,
} from "./statistics.ts";
export { sumCounts } from "./sum-counts.ts";
export {
  dataTypes,
  elementCount,
  tensor,
  type DataType,
  type RowRange,
  type Tensor,
  type Tensors,
} from "./tensor.ts";
export { bytesOf, elementBytes, tensorOver, zeros, type PlainDataType } from "./tensor-bytes.ts";
export { formatTraceparent, parseTraceparent, type TraceParent } from "./trace-context.ts";
